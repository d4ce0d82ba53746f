import type { Filter } from '#shared/contract/dataset';
import { selectedLabels } from '../segments/views/selectedLabels.ts';
import { selectRows } from '../table/selectRows.ts';
import { joinedTable, type Results } from './joinedTable.ts';
import type { Analysis } from './mainJob.ts';

/** The customers of a selection as labels (see `selectedLabels`); the last is kept, because every picture in sight asks for the same one. */
export class SelectedCustomers {
  private readonly resultsOf: (shown: Analysis) => Results;
  private last: { segmented: object; table: object; key: string; labels: Int32Array } | null = null;

  constructor(resultsOf: (shown: Analysis) => Results) {
    this.resultsOf = resultsOf;
  }

  /** @returns undefined without filters: everyone */
  labels(shown: Analysis, filters: readonly Filter[] | undefined): Int32Array | undefined {
    if (!filters || filters.length === 0) return undefined;
    const { imported, segmented } = shown;
    const key = JSON.stringify(filters);
    const table = joinedTable(imported, this.resultsOf(shown));
    if (this.last?.segmented !== segmented || this.last.table !== table || this.last.key !== key)
      this.last = { segmented, table, key, labels: selectedLabels(segmented, selectRows(table, filters, null)) };
    return this.last.labels;
  }
}
