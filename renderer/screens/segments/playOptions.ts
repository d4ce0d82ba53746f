import { choice, flag, number, text, type OptionTable } from '#shared/option';
import type { Play, PlayAim, PlayPlace } from '#shared/playbook';
import { chosenPlace, placeChoice, placesOfChoice, shareOption, type FormValues } from './playPlaces.ts';

export const AIM_WORDS: Readonly<Record<PlayAim, string>> = {
  retain: 'Retain',
  grow: 'Grow',
  protect: 'Protect',
  serve: 'Serve',
};

const WHAT: OptionTable = {
  isOn: flag({ title: 'In use', help: 'Plays that are not in use are kept and propose nothing.', default: true }),
  title: text({ title: 'Name', help: 'What it is called in tables.', maxLength: 80, default: '' }),
  aim: choice({
    title: 'Aim',
    help: 'What it is for.',
    values: ['retain', 'grow', 'protect', 'serve'],
    labels: AIM_WORDS,
    default: 'retain',
  }),
  action: text({ title: 'What is done', help: 'In a sentence.', maxLength: 400, default: '' }),
};
/** The form of a play: what it is, how far it reaches, what it is worth. */
export function playForm(play: Play, places: readonly PlayPlace[]): { table: OptionTable; values: FormValues } {
  const { worth, cost, success } = play;
  const how = worth === null ? 'unknown' : 'amount' in worth ? 'amount' : 'share';
  const table: OptionTable = {
    ...WHAT,
    reach: shareOption('Can be reached', 'Share of the segment’s customers.'),
    low: shareOption('Works for at least', 'Share of those reached, seen carefully.'),
    high: shareOption('Works for at most', 'Share of those reached, seen hopefully.'),
    how: choice({
      title: 'What a success is worth in a year',
      help: 'Without it the play is listed without a value.',
      values: ['unknown', 'amount', 'share'],
      labels: { unknown: 'Not given', amount: 'An amount', share: 'A share of what the segment has' },
      default: 'unknown',
    }),
    ...(how === 'amount' && {
      amount: number({ title: 'Amount', help: 'In the units of the book.', min: 0, max: 1e12, default: 100 }),
    }),
    ...(how === 'share' && {
      worthShare: number({ title: 'Share', help: 'Of the segment’s mean.', min: 0, max: 10, default: 0.01 }),
      worthOf: placeChoice(
        placesIn(worth),
        places.filter(({ kind }) => kind === 'number'),
        'Of',
      ),
    }),
    hasCost: flag({ title: 'The cost of contact is known', help: 'It is taken off the value.', default: false }),
    ...(cost !== null && {
      cost: number({ title: 'Cost of one contact', help: 'In the same units.', min: 0, max: 1e12, default: 0 }),
    }),
  };
  const values = {
    isOn: play.isOn,
    title: play.title,
    aim: play.aim,
    action: play.action,
    reach: play.reach,
    low: success.low,
    high: success.high,
    how,
    amount: worth && 'amount' in worth ? worth.amount : 100,
    worthShare: worth && 'share' in worth ? worth.share : 0.01,
    worthOf: chosenPlace(placesIn(worth), places),
    hasCost: cost !== null,
    cost: cost ?? 0,
  };
  return { table, values };
}

/** The play that a form says. Bounds of success that cross push each other, as the one changed last says. */
export function playOfForm(play: Play, values: FormValues, places: readonly PlayPlace[]): Play {
  const [low, high] = [values.low as number, values.high as number];
  const hasLowChanged = low !== play.success.low;
  return {
    ...play,
    isOn: values.isOn as boolean,
    title: keptText(values.title, play.title),
    aim: values.aim as PlayAim,
    action: keptText(values.action, play.action),
    reach: values.reach as number,
    success: hasLowChanged ? { low, high: Math.max(low, high) } : { low: Math.min(low, high), high },
    worth: worthOfForm(play.worth, values, places),
    cost: values.hasCost === true ? (values.cost as number) : null,
  };
}

function worthOfForm(before: Play['worth'], values: FormValues, places: readonly PlayPlace[]): Play['worth'] {
  if (values.how === 'unknown') return null;
  if (values.how === 'amount') return { amount: values.amount as number };
  const of = placesOfChoice(values.worthOf as string, placesIn(before), places);
  return of.length > 0 ? { share: values.worthShare as number, of } : before;
}

function placesIn(worth: Play['worth']): readonly string[] {
  return worth && 'of' in worth ? worth.of : [];
}

function keptText(value: unknown, before: string): string {
  const trimmed = String(value).trim();
  return trimmed === '' ? before : trimmed;
}
