/** Sentences of the interface itself: failures in words, stages of work, roles and kinds. */
import type { EngineRestarted } from '#shared/contract/contract';
import type { ColumnKind, ColumnRole } from '#shared/columns';
import { AppError, RemoteBug } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';

export function failureSentence(error: Error): string {
  if (error instanceof AppError) return errorSentence(error);
  if (error instanceof RemoteBug)
    return `Something went wrong in ${error.where}. Your data and project are unchanged; try again, and report it if it goes on.`;
  return 'Something went wrong in the interface. Your data and project are unchanged; try again, and report it if it goes on.';
}

const AFTER_RESTART: Record<EngineRestarted['project'], string> = {
  none: 'A new one has started and no project was open.',
  recovered:
    'A new one has started and your project is open as it was; results that were not saved are computed again.',
  lost: 'A new one has started, but the project could not be opened again: open the file once more.',
};

/** What happened to the engine and to the project in it. */
export function restartSentence({ file, reason, project }: EngineRestarted): string {
  return `The engine was stopped${file ? ` while working on ${file}` : ''}: ${reason}. ${AFTER_RESTART[project]}`;
}

/** The stable code of a failure, shown small beside its sentence. */
export function failureCode(error: Error): string {
  if (error instanceof AppError) return error.code;
  return error instanceof RemoteBug ? `bug in ${error.where}` : error.name;
}

export const ROLE_TEXT: Record<ColumnRole, { title: string; help: string }> = {
  identifier: { title: 'Identifier', help: 'Names a customer. Shown in lists, never compared.' },
  feature: { title: 'Feature', help: 'Compared between customers when they are grouped.' },
  flag: { title: 'Flag', help: 'A yes or no that is compared between customers.' },
  date: { title: 'Date', help: 'Becomes an age or tenure in years at the reference date, which is compared.' },
  target: { title: 'Target', help: 'The outcome to be predicted later. Shown in profiles, never compared.' },
  protected: { title: 'Protected', help: 'Shown in profiles so that unequal treatment is seen, never compared.' },
  ignore: { title: 'Ignore', help: 'Left out of everything.' },
};

export const KIND_TEXT: Record<ColumnKind, string> = {
  number: 'Number',
  category: 'Category',
  boolean: 'Yes or no',
  date: 'Date',
  text: 'Text',
  set: 'Several values',
};

const DAY_MS = 86_400_000;

/** Made once: making one takes longer than drawing the cell that needs it. */
const SYSTEM_DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** An ISO day as the operating system writes it. */
export function systemDate(iso: string): string {
  return SYSTEM_DATE.format(new Date(`${iso}T00:00:00Z`));
}

/** Days since 1970-01-01 as an ISO day, for edges and summaries of date columns. */
export function isoDay(days: number): string {
  return new Date(Math.floor(days) * DAY_MS).toISOString().slice(0, 10);
}

const RIGHT_TO_LEFT = '\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC';
const RIGHT_TO_LEFT_RUN = new RegExp(
  `["“]?[${RIGHT_TO_LEFT}](?:[${RIGHT_TO_LEFT}\\s"“”]*[${RIGHT_TO_LEFT}])?["”]?`,
  'g',
);

/** A sentence as it is shown: no line break before a per cent sign, and numbers stay in place beside names written from right to left. */
export function legible(sentence: string): string {
  return sentence.replace(/(\d) %/g, '$1\u00A0%').replace(RIGHT_TO_LEFT_RUN, run => `\u2068${run}\u2069`);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
