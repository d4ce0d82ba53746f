import type { DerivedNumber, ExportInput, Expression } from './ExportPlan.ts';
import { levelFlagOf, type CategoryField, type WorkField } from './WorkField.ts';
import type { FieldNames } from './FieldNames.ts';
import { refuse } from './refuse.ts';

/** Columns on their way through the steps, and the derived numbers that are needed for them. */
export class StepWork {
  readonly derived: DerivedNumber[] = [];
  readonly format: string;
  fields: WorkField[];
  private readonly names: FieldNames;

  constructor(inputs: readonly ExportInput[], names: FieldNames, format: string) {
    this.names = names;
    this.format = format;
    this.fields = inputs.map(({ name, kind }): WorkField => {
      if (kind === 'category') return { kind, name, field: name, changes: [] };
      if (kind !== 'boolean') return { kind, name, field: name };
      const yes: Expression = { is: 'in', field: name, levels: ['true'], isNegated: false, missing: null };
      return { kind, name, field: this.derive(`${name}: yes`, yes) };
    });
  }

  /** A derived number of its own. @returns the field that holds it */
  derive(wanted: string, made: Expression): string {
    const name = this.names.free(wanted);
    this.derived.push({ name, made });
    return name;
  }

  /** Replaces each column by none, one or several; names stay unique as in the preparation itself. */
  replace(change: (field: WorkField) => WorkField | readonly WorkField[]): void {
    const taken = new Set<string>();
    this.fields = this.fields.flatMap(change).map(one => {
      let { name } = one;
      for (let i = 2; taken.has(name); i++) name = `${one.name} (${i})`;
      taken.add(name);
      return { ...one, name };
    });
  }

  /** A yes-or-no column for levels of a category; see `levelFlagOf`. */
  flag(
    name: string,
    category: CategoryField,
    flagged: readonly string[],
    hasFlag: (level: string) => boolean,
  ): WorkField {
    return { kind: 'boolean', name, field: this.derive(name, levelFlagOf(category, flagged, hasFlag)) };
  }

  /** The field of a column of numbers that comes out of the steps. */
  numberCalled(name: string): string {
    const found = this.fields.find(one => one.name === name);
    return found && found.kind !== 'category' ? found.field : refuse(this.format, `the column ${name}`);
  }
}
