import { PROJECT_ENDING } from '#shared/host';
import { TABLE_EXTENSIONS } from '#shared/tableFormats';

const ACCEPT = [...TABLE_EXTENSIONS, PROJECT_ENDING].join(',');

/** The browser's file chooser. null when the person changed their mind. */
export function chooseFile(): Promise<File | null> {
  return new Promise(resolve => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = ACCEPT;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}
