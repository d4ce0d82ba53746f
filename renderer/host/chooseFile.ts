import { PROJECT_ENDING } from '#shared/host';
import { TABLE_EXTENSIONS } from '#shared/tableFormats';

export const TABLES_AND_PROJECTS: readonly string[] = [...TABLE_EXTENSIONS, PROJECT_ENDING];

/** The browser's file chooser. @param endings what it shows @returns null when the person changed their mind */
export function chooseFile(endings = TABLES_AND_PROJECTS): Promise<File | null> {
  return new Promise(resolve => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = endings.join(',');
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}
