import { columnTest } from '../../recommend/columnTest.ts';
import { asksFor, type KeptRule } from '../../recommend/OffersPart.ts';
import { OfferMaker } from '../../recommend/OfferMaker.ts';
import type { Run } from '../../jobs/Run.ts';
import { applyPreparation } from '../../prepare/pipeline.ts';
import { placeCustomers } from '../../segments/placeCustomers.ts';
import type { Placer } from '../../segments/Placer.ts';
import { scoreOne } from '../../segments/tiers/scoreOne.ts';
import type { Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import { CustomerReader } from '../CustomerReader.ts';
import type { ReadyModel } from '../ReadyModel.ts';
import type { AnswerOffers } from './OffersSection.ts';

/** What makes offers by a model, in this thread; null where it holds none. What is made once is made at the first question. */
export function offerAnswers(model: ReadyModel, run: Run): AnswerOffers | null {
  const { offers } = model.document;
  if (!offers) return null;
  const { made } = offers;
  const segments = model.document.segments?.segmentation.segments ?? [];
  const asked = asksFor(made);
  const reader = new CustomerReader(model);
  let maker: OfferMaker | null = null;
  return async (values, { products, weights }) => {
    maker ??= new OfferMaker(
      made,
      segments.map(({ name }) => name),
    );
    const table = await reader.read(values, run);
    const { placer } = model;
    const group = asked.segment && placer ? await placeOf(placer, table, run) : -1;
    const tier = asked.tier && placer ? tierOf(placer, table, model.book) : null;
    const passes = (rule: KeptRule) => isMet(rule, table, segments[group]?.id ?? null, tier);
    const kept = made.rules.map(rule => passes(rule) === (rule.effect === 'never'));
    const place = made.groups ? segments[group] : undefined;
    return {
      segment: place ? { id: place.id, name: place.name } : null,
      isCold: products.length === 0,
      offers: maker.make({ products, weights, group, kept }),
    };
  };
}

async function placeOf({ pipeline, segmented }: Placer, table: Table, run: Run): Promise<number> {
  const x = await applyPreparation(pipeline, table, [], { run, referenceDay: pipeline.referenceDay });
  const [place] = await placeCustomers(segmented, x, run);
  return place;
}

function tierOf({ segmented: { segmentation, ranks } }: Placer, table: Table, book: Table): string {
  return scoreOne(table, 0, book, segmentation.tierRule, ranks).tier;
}

function isMet({ test }: KeptRule, table: Table, segment: number | null, tier: string | null): boolean {
  switch (test.by) {
    case 'segment':
      return segment !== null && test.segments.includes(segment);
    case 'tier':
      return test.tiers.some(wanted => wanted === tier);
    default:
      return columnTest(test, requireColumn(table, test.column))(0);
  }
}
