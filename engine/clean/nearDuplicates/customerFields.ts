import { isMissing, type Column } from '../../table/Column.ts';
import { cellValue } from '../../table/cellValue.ts';
import { foldText } from '../similarity/foldText.ts';
import { jaroWinkler } from '../similarity/jaroWinkler.ts';

/** The columns that two customers are compared by; none chosen leaves a field out. */
export interface FieldColumns {
  readonly names: readonly Column[];
  readonly birthDate: Column | null;
  readonly documents: readonly Column[];
  readonly contacts: readonly Column[];
  readonly addresses: readonly Column[];
}
export type FieldId = 'name' | 'birthDate' | 'document' | 'contact' | 'address';
export type FieldWeights = Readonly<Record<FieldId, number>>;

/** One thing that two customers agree or differ in. */
export interface Field {
  readonly id: FieldId;
  readonly columns: readonly Column[];
  readonly weight: number;
  isKnown(row: number): boolean;
  /** Likeness of two rows that are known, 0 to 1. */
  likeness(a: number, b: number): number;
}
/** Texts by number. */
export interface Interned {
  /** [nRows], index into `texts`; -1 is missing. */
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}
export interface CustomerFields {
  /** Those that are quick to compare first. */
  readonly fields: readonly Field[];
  /** [nRows]: bit i is set where the row has a value for field i. */
  readonly known: Uint8Array;
  readonly name: Interned | null;
  readonly birth: Float64Array | null;
  /** Numbers of documents, telephones and addresses of e-mail, one list per column. */
  readonly identifying: readonly Int32Array[];
}

/** A telephone number is the same with and without the code of the country: so many digits from the end are compared. */
const PHONE_DIGITS = 9;

export function customerFields(chosen: FieldColumns, weights: FieldWeights, nRows: number): CustomerFields {
  const documents = chosen.documents.map(column => intern([column], nRows, foldNumber).codes);
  const contacts = chosen.contacts.map(column => intern([column], nRows, foldContact).codes);
  const name = chosen.names.length === 0 ? null : intern(chosen.names, nRows, foldName);
  const address = chosen.addresses.length === 0 ? null : intern(chosen.addresses, nRows, foldName);
  const { birthDate } = chosen;
  const birth = birthDate?.kind === 'date' ? birthDate.values.map(Math.floor) : null;
  const fields: Field[] = [];
  if (birthDate && birth) fields.push(dateField(birthDate, birth, weights.birthDate));
  if (documents.length > 0) fields.push(equalField('document', chosen.documents, documents, weights.document));
  if (contacts.length > 0) fields.push(equalField('contact', chosen.contacts, contacts, weights.contact));
  if (name) fields.push(textField('name', chosen.names, name, weights.name));
  if (address) fields.push(textField('address', chosen.addresses, address, weights.address));
  const known = new Uint8Array(nRows);
  fields.forEach((field, i) => {
    for (let row = 0; row < nRows; row++) if (field.isKnown(row)) known[row] |= 1 << i;
  });
  return { fields, known, name, birth, identifying: [...documents, ...contacts] };
}

/** Words in small letters without accents, in one order whatever order they were written in. */
function foldName(text: string): string {
  return foldText(text).split(' ').sort().join(' ');
}

function foldNumber(text: string): string {
  return foldText(text).replaceAll(' ', '');
}

function foldContact(text: string): string {
  const folded = foldNumber(text);
  return /^\+?\d+$/.test(folded) ? folded.slice(-PHONE_DIGITS) : folded;
}

/** The texts of columns side by side, folded; texts that are equal then have one number. */
function intern(columns: readonly Column[], nRows: number, fold: (text: string) => string): Interned {
  const written = new Map<string, number>();
  const folded = new Map<string, number>();
  const codes = new Int32Array(nRows).fill(-1);
  for (let row = 0; row < nRows; row++) {
    const text = textAt(columns, row);
    let code = written.get(text);
    if (code === undefined) {
      const short = fold(text);
      code = short === '' ? -1 : (folded.get(short) ?? folded.size);
      if (code === folded.size) folded.set(short, code);
      written.set(text, code);
    }
    codes[row] = code;
  }
  return { codes, texts: [...folded.keys()] };
}

function textAt(columns: readonly Column[], row: number): string {
  let text = '';
  for (const column of columns) if (!isMissing(column, row)) text += ` ${String(cellValue(column, row))}`;
  return text;
}

function dateField(column: Column, days: Float64Array, weight: number): Field {
  return {
    id: 'birthDate',
    columns: [column],
    weight,
    isKnown: row => !Number.isNaN(days[row]),
    likeness: (a, b) => Number(days[a] === days[b]),
  };
}

/** Equal when any of the columns is equal. */
function equalField(id: FieldId, columns: readonly Column[], codes: readonly Int32Array[], weight: number): Field {
  return {
    id,
    columns,
    weight,
    isKnown: row => codes.some(own => own[row] >= 0),
    likeness: (a, b) => Number(codes.some(own => own[a] >= 0 && own[a] === own[b])),
  };
}

function textField(id: FieldId, columns: readonly Column[], { codes, texts }: Interned, weight: number): Field {
  return {
    id,
    columns,
    weight,
    isKnown: row => codes[row] >= 0,
    likeness: (a, b) => (codes[a] === codes[b] ? 1 : jaroWinkler(texts[codes[a]], texts[codes[b]])),
  };
}
