import type { CallContext, Handlers } from '#shared/contract/contract';
import {
  MOST_LISTED,
  type EditRequest,
  type OverrideRequest,
  type segmentEditsContract,
} from '#shared/contract/segmentEdits';
import { AppError } from '#shared/errors';
import type { SegmentEdit } from '#shared/recipe';
import { customerCard } from '../../segments/assign.ts';
import { changeText } from '../../segments/edits/changesInWords.ts';
import { customerKey } from '../../segments/overrides/customerKey.ts';
import { handDecision } from '../../segments/overrides/handDecisions.ts';
import { hasTiers } from '../../segments/tiers/scoreCustomers.ts';
import { withEdit, withoutEdits, withoutOverride, withOverride } from '../handChanges.ts';
import { hasJustAdded } from '../History.ts';
import type { Session } from '../Session.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function segmentEditHandlers({ session }: HandlerParts): Pick<Handlers, keyof typeof segmentEditsContract> {
  return { ...editHandlers(session), ...overrideHandlers(session) };
}

function editHandlers(session: Session) {
  return {
    'segment.edit': ({ edit }, context) =>
      session.exclusive(async () => {
        const full = namedEdit(session, edit);
        const label = `${changeText(full)}: ${full.reason} (${full.by})`;
        return changed(session, label, withEdit(session.recipe, full, sizesAsFound(session)), context);
      }),
    'segment.repeatByHand': ({ overrides, ...byHand }, context) =>
      session.exclusive(() => {
        const { recipe } = session;
        const segmenting = { ...recipe.segmenting, ...byHand };
        return changed(session, 'Changes by hand', { ...recipe, segmenting, overrides }, context);
      }),
    'segment.takeBackEdit': ({ index }, context) =>
      session.exclusive(async () => {
        const { edits } = session.recipe.segmenting;
        if (index >= edits.length) throw new AppError('project.nothingToUndo', { direction: 'undo' });
        if (index === edits.length - 1 && hasJustAdded(session.history, recipe => recipe.segmenting.edits)) {
          await session.travel('undo');
          return session.requireShown().segmented.segmentation;
        }
        const label = `Took back: ${edits.slice(index).map(changeText).join('; ')}`;
        return changed(session, label, withoutEdits(session.recipe, index), context);
      }),
  } satisfies Partial<Handlers>;
}

async function changed(session: Session, label: string, recipe: Session['recipe'], context?: CallContext) {
  session.requireFresh();
  await session.change(label, recipe, context);
  return session.requireShown().segmented.segmentation;
}

/** The change with what the segments are called now. */
function namedEdit(session: Session, edit: EditRequest): SegmentEdit {
  const { segments } = session.requireFresh().segmented.segmentation;
  const nameOf = (id: number) => {
    const found = segments.find(segment => segment.id === id);
    if (!found) throw new AppError('segments.unknown', { segment: String(id), most: segments.length });
    return found.name;
  };
  if (edit.op === 'split') return { ...edit, names: [nameOf(edit.segment)] };
  const ids = [...new Set(edit.segments)];
  if (ids.length < 2) throw new AppError('segments.mergeOne', {});
  return { ...edit, segments: ids, names: ids.map(nameOf) };
}

export function sizesAsFound(session: Session): number[] {
  const { fitted, segmentation } = session.requireShown().segmented;
  return fitted?.sizes ?? segmentation.sizes;
}

function overrideHandlers(session: Session) {
  return {
    'segment.override': ({ override }) =>
      session.exclusive(async () => {
        const { label, recipe } = overridden(session, override);
        await session.change(label, recipe);
        return customerCard({ row: override.row }, session.requireShown(), session.run());
      }),
    'segment.takeBackOverride': ({ customer, what }) =>
      session.exclusive(() =>
        changed(
          session,
          `Took back: ${what} of ${customer} set by hand`,
          withoutOverride(session.recipe, customer, what),
        ),
      ),
    'segment.overrides': async () => {
      const { byHand = [], segmentation } = session.requireShown().segmented;
      const list = byHand.slice(0, MOST_LISTED).map(one => handDecision(one, segmentation));
      return { list, total: byHand.length };
    },
  } satisfies Partial<Handlers>;
}

/** @throws AppError `data.unknownCustomer`, `segments.unknown`, `overrides.noTiers`, `overrides.tooMany` */
function overridden(session: Session, request: OverrideRequest) {
  const { imported, segmented } = session.requireFresh();
  const { segments, tierRule } = segmented.segmentation;
  const { row, reason, by } = request;
  if (row >= imported.table.nRows) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
  const customer = customerKey(imported, row);
  const because = `${reason} (${by})`;
  if (request.what === 'tier') {
    if (!hasTiers(tierRule)) throw new AppError('overrides.noTiers', {});
    const own = { what: 'tier', customer, to: request.to, reason, by } as const;
    return { label: `Tier of ${customer} set to ${request.to}: ${because}`, recipe: withOverride(session.recipe, own) };
  }
  const segment = segments.find(({ id }) => id === request.to);
  if (!segment) throw new AppError('segments.unknown', { segment: String(request.to), most: segments.length });
  const to = String(segment.group ?? segment.id);
  const recipe = withOverride(session.recipe, { what: 'segment', customer, to, reason, by });
  return { label: `${customer} moved to "${segment.name}": ${because}`, recipe };
}
