/** A column that a score could predict, as a chooser shows it. */
export interface PossibleTarget {
  name: string;
  /** It has the role target. */
  isTarget: boolean;
  /** Its values, most frequent first, with how many customers have each. */
  events: { value: string; n: number }[];
  /** The value that is taken for the event unless another is chosen; null where there are more than two. */
  event: string | null;
  nUnknown: number;
  /** It holds days of the event, so it needs a window. */
  isDate?: boolean;
}
