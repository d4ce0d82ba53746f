import type { Filter } from '#shared/contract/dataset';
import { selectedLabels } from '../segments/views/selectedLabels.ts';
import { selectRows } from '../table/selectRows.ts';
import { joinedTable } from './joinedTable.ts';
import type { Analysis } from './mainJob.ts';

/** The customers of a selection as labels (see `selectedLabels`); the last is kept, because every picture in sight asks for the same one. */
export class SelectedCustomers {
  private last: { segmented: object; key: string; labels: Int32Array } | null = null;

  /** @returns undefined without filters: everyone */
  labels({ imported, segmented }: Analysis, filters: readonly Filter[] | undefined): Int32Array | undefined {
    if (!filters || filters.length === 0) return undefined;
    const key = JSON.stringify(filters);
    if (this.last?.segmented !== segmented || this.last.key !== key) {
      const rows = selectRows(joinedTable(imported, { segmented }), filters, null);
      this.last = { segmented, key, labels: selectedLabels(segmented, rows) };
    }
    return this.last.labels;
  }
}
