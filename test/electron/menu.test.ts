import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { MENU_COMMANDS } from '#shared/host';
import { menuTemplate } from '../../electron/menu.ts';

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap(item => [item, ...items((item.submenu as MenuItemConstructorOptions[]) ?? [])]);
}
function build(platform: string, isDeveloping = false) {
  const command = vi.fn();
  const open = vi.fn();
  const recent = [{ label: 'P&L.xlsx', open }];
  return { command, open, all: items(menuTemplate({ platform, isDeveloping, recent, command, clearRecent: vi.fn() })) };
}

describe.each(['win32', 'darwin', 'linux'])('the menu on %s', platform => {
  it('has every command once, and no accelerator twice', () => {
    const { all, command } = build(platform);
    for (const item of all)
      if (item.label !== 'P&&L.xlsx') item.click?.(...([] as never as Parameters<NonNullable<typeof item.click>>));
    expect(command.mock.calls.map(([name]) => name).sort()).toEqual([...MENU_COMMANDS].sort());
    const accelerators = all.map(item => item.accelerator).filter(Boolean);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('opens recent files by a name that is no shortcut, and has developer tools for developers only', () => {
    const { all, open } = build(platform);
    all.find(item => item.label === 'P&&L.xlsx')!.click!(...([] as never as [never, never, never]));
    expect(open).toHaveBeenCalledOnce();
    expect(all.some(item => item.role === 'toggleDevTools' || item.role === 'reload')).toBe(false);
    expect(build(platform, true).all.some(item => item.role === 'toggleDevTools')).toBe(true);
  });
});
