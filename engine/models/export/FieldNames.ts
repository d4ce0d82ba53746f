/** Names of fields that are made, each once. */
export class FieldNames {
  private readonly taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }

  free(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted} (${i})`;
    this.taken.add(name);
    return name;
  }
}
