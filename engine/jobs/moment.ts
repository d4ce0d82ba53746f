/** Something that others wait for. */
export interface Moment {
  readonly reached: Promise<void>;
  readonly reach: () => void;
}

export function newMoment(): Moment {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>(resolve => (reach = resolve));
  return { reached, reach };
}
