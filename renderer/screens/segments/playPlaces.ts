import { choice, number } from '#shared/option';
import type { PlayPlace } from '#shared/playbook';

/** Form values as the option form holds them. */
export type FormValues = Readonly<Record<string, unknown>>;

/** What stands for "as the play has it" where this file has none of its columns. */
const ELSEWHERE = 'elsewhere';

export function shareOption(title: string, help: string) {
  return number({ title, help, unit: 'from 0 to 1', min: 0, max: 1, default: 0.5 });
}

export function chosenPlace(of: readonly string[], places: readonly PlayPlace[]): string {
  return (
    of.find(name => places.some(({ place }) => place === name)) ??
    (of.length > 0 ? ELSEWHERE : (places[0]?.place ?? ELSEWHERE))
  );
}

/** A chosen column stands alone; what the play had is kept while nothing else is chosen. */
export function placesOfChoice(chosen: string, before: readonly string[], places: readonly PlayPlace[]): string[] {
  const isKept = chosen === ELSEWHERE || chosenPlace(before, places) === chosen;
  return isKept && before.length > 0 ? [...before] : places.some(({ place }) => place === chosen) ? [chosen] : [];
}

export function placeChoice(of: readonly string[], places: readonly PlayPlace[], title: string) {
  const isElsewhere = chosenPlace(of, places) === ELSEWHERE;
  const values = [...(isElsewhere ? [ELSEWHERE] : []), ...places.map(({ place }) => place)];
  const labels = Object.fromEntries([
    [ELSEWHERE, of.length > 0 ? `${of.join(' or ')} (not in this file)` : 'choose a column'],
    ...places.map(({ place, title: name }) => [place, name] as const),
  ]) as Record<string, string>;
  return choice({
    title,
    help: 'Protected columns are never offered.',
    values,
    labels,
    default: values[0] ?? ELSEWHERE,
  });
}
