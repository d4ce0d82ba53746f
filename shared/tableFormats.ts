/** What a table may come in: dialogs, drag and drop, help and sentences read it here, and each reader in the engine takes its entry. */
export interface TableFormat {
  readonly id: string;
  readonly title: string;
  /** With its article, for sentences. */
  readonly words: string;
  /** In lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly group: 'workbook' | 'text' | 'data';
}

export const TABLE_FORMATS = {
  xlsx: {
    id: 'xlsx',
    title: 'Excel workbook',
    words: 'an Excel workbook',
    extensions: ['.xlsx', '.xlsm'],
    group: 'workbook',
  },
  xlsb: {
    id: 'xlsb',
    title: 'Excel binary workbook',
    words: 'a binary Excel workbook',
    extensions: ['.xlsb'],
    group: 'workbook',
  },
  xls: {
    id: 'xls',
    title: 'Excel 97–2003 workbook',
    words: 'an Excel 97–2003 workbook',
    extensions: ['.xls'],
    group: 'workbook',
  },
  ods: {
    id: 'ods',
    title: 'OpenDocument spreadsheet',
    words: 'an OpenDocument spreadsheet',
    extensions: ['.ods'],
    group: 'workbook',
  },
  spreadsheetml: {
    id: 'spreadsheetml',
    title: 'XML spreadsheet of Excel 2003',
    words: 'an XML spreadsheet of Excel 2003',
    extensions: ['.xml'],
    group: 'workbook',
  },
  csv: {
    id: 'csv',
    title: 'Table as text',
    words: 'a table as text',
    extensions: ['.csv', '.tsv', '.txt', '.data'],
    group: 'text',
  },
  gzip: {
    id: 'gzip',
    title: 'Table packed with gzip',
    words: 'a gzip archive',
    extensions: ['.gz'],
    group: 'text',
  },
  html: {
    id: 'html',
    title: 'Table in a web page',
    words: 'a web page (HTML)',
    extensions: ['.html', '.htm'],
    group: 'text',
  },
  json: {
    id: 'json',
    title: 'JSON records',
    words: 'a JSON file',
    extensions: ['.json', '.jsonl', '.ndjson'],
    group: 'data',
  },
  parquet: {
    id: 'parquet',
    title: 'Parquet file',
    words: 'a Parquet file',
    extensions: ['.parquet'],
    group: 'data',
  },
} as const satisfies Readonly<Record<string, TableFormat>>;

const LIST: readonly TableFormat[] = Object.values(TABLE_FORMATS);

/** Every extension that a table may have, in lower case, with the dot. */
export const TABLE_EXTENSIONS: readonly string[] = LIST.flatMap(format => format.extensions);

export function extensionsOf(group: TableFormat['group']): string[] {
  return LIST.filter(format => format.group === group).flatMap(format => format.extensions);
}

/** The format that files of this extension should have. */
export function formatOfExtension(extension: string): TableFormat | undefined {
  return LIST.find(format => format.extensions.includes(extension.toLowerCase()));
}

/** "an Excel workbook" for `xlsx`. */
export function formatWords(id: string): string {
  return LIST.find(format => format.id === id)?.words ?? id;
}

/** "Excel workbook" for `xlsx`. */
export function formatTitle(id: string): string {
  return LIST.find(format => format.id === id)?.title ?? id;
}
