import type { Handlers } from '#shared/contract/contract';
import type { segmentContract } from '#shared/contract/segment';
import { AppError } from '#shared/errors';
import type { Recipe, TierRule } from '#shared/recipe';
import { CLUSTERINGS } from '../../algorithms/registry.ts';
import { assignCustomer, customerCard, formFields } from '../../segments/assign.ts';
import { buildTree, type BuiltTree } from '../../algorithms/ward/buildTree.ts';
import { customerKey } from '../../segments/overrides/customerKey.ts';
import { composition } from '../../segments/views/composition.ts';
import { dendrogramBeside, ownDendrogram } from '../../segments/views/dendrogram.ts';
import { curve } from '../../segments/views/curve.ts';
import { distribution } from '../../segments/views/distribution.ts';
import { areaOf, selectionOf } from '../../segments/views/mapSelection.ts';
import { nested } from '../../segments/views/nested.ts';
import { pictureColumns } from '../../segments/views/pictureColumns.ts';
import { profileTable } from '../../segments/views/profileTable.ts';
import { segmentMap } from '../../segments/views/segmentMap.ts';
import { viewColumns } from '../../segments/views/viewColumns.ts';
import { withSeed } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { segmentSilhouettes } from '../../segments/views/segmentSilhouettes.ts';
import { Comparisons } from '../Comparisons.ts';
import { explicitRecipe } from '../explicitRecipe.ts';
import { joinedTable } from '../joinedTable.ts';
import { SelectedCustomers } from '../selectedCustomers.ts';
import { withoutGroups } from '../handChanges.ts';
import { clusterKey } from '../stageKeys.ts';
import type { Session } from '../Session.ts';
import { explainHandlers } from './explainHandlers.ts';
import type { HandlerParts } from './HandlerParts.ts';
import { placeFileHandlers } from './placeFileHandlers.ts';
import { sizesAsFound } from './segmentEditHandlers.ts';

export function segmentHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof segmentContract> {
  const { session } = parts;
  const selection = new SelectedCustomers(shown => session.resultsOf(shown.imported));
  return {
    ...runHandlers(session),
    ...viewHandlers(session, selection),
    ...pictureHandlers(session, selection),
    ...compareHandlers(new Comparisons(session)),
    ...explainHandlers(session),
    ...customerHandlers(session),
    ...placeFileHandlers(parts),
  };
}

function runHandlers(session: Session) {
  return {
    'segment.catalog': async () =>
      CLUSTERINGS.map(({ id, title, help, options, sources, traits }) => ({
        id,
        title,
        help,
        options,
        sources: [...sources],
        findsNumber: traits.findsNumber,
      })),
    'segment.run': ({ segmenting }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const merged = { ...session.recipe.segmenting, ...segmenting };
        checkRange(merged);
        const recipe = explicitRecipe({ ...session.recipe, segmenting: merged });
        if (JSON.stringify(recipe.segmenting) !== JSON.stringify(session.recipe.segmenting)) {
          const isOther = clusterKey(recipe) !== clusterKey(explicitRecipe(session.recipe));
          await session.change(segmentingLabel(merged), isOther ? withoutGroups(recipe) : recipe);
        }
        return (await session.analyse(context)).segmented.segmentation;
      }),
    'segment.result': async () => session.shown?.segmented.segmentation ?? null,
    'segment.setTiers': ({ rule, adjustment }) =>
      session.exclusive(async () => {
        session.requireShown();
        if (rule) refuseRepeated(rule);
        const label = rule ? 'Tier rule' : 'Tier rule as proposed';
        await session.change(label, { ...session.recipe, tiers: rule }, undefined, adjustment);
        return session.requireShown().segmented.segmentation;
      }),
    'segment.rename': ({ id, name }) =>
      session.exclusive(async () => {
        const { segments } = session.requireShown().segmented.segmentation;
        const segment = segments.find(candidate => candidate.id === id);
        if (!segment)
          throw new AppError('option.invalid', {
            option: 'segment',
            allowed: `1 to ${segments.length}`,
            got: String(id),
          });
        refuseTakenName(session, id, name);
        const { segmenting } = session.recipe;
        const names = { ...segmenting.names, [String(segment.group ?? id)]: name };
        const recipe = { ...session.recipe, segmenting: { ...segmenting, names, madeOn: sizesAsFound(session) } };
        await session.change(`Segment ${id} is called ${name}`, recipe);
        return session.requireShown().segmented.segmentation;
      }),
  } satisfies Partial<Handlers>;
}

/** Points are told apart by the title of their driver. */
function refuseRepeated({ drivers }: TierRule): void {
  const repeated = drivers.find((driver, i) =>
    drivers.slice(0, i).some(({ id, title }) => id === driver.id || title === driver.title),
  );
  if (!repeated) return;
  throw new AppError('option.invalid', {
    option: 'title of a risk driver',
    allowed: 'one that no other driver of the rule has',
    got: repeated.title,
  });
}

/** Customers are found by the name of their segment, so no two segments may share one. */
function refuseTakenName(session: Session, id: number, name: string): void {
  const others = session.requireShown().segmented.segmentation.segments.filter(segment => segment.id !== id);
  const taken = others.find(segment => segment.name === name);
  if (!taken) return;
  throw new AppError('option.invalid', {
    option: 'segment name',
    allowed: 'a name that no other segment has',
    got: `${name}, the name of segment ${taken.id}`,
  });
}

function checkRange({ minClusters, maxClusters }: Recipe['segmenting']): void {
  if (minClusters <= maxClusters) return;
  throw new AppError('option.invalid', {
    option: 'minClusters',
    allowed: `a whole number from 2 to ${maxClusters}`,
    got: String(minClusters),
  });
}

function segmentingLabel({ chooseBy, nClusters, minClusters, maxClusters }: Recipe['segmenting']): string {
  return chooseBy === 'given'
    ? `${nClusters} segments, given`
    : `Segments chosen from ${minClusters} to ${maxClusters}`;
}

function viewHandlers(session: Session, selection: SelectedCustomers) {
  const trees = new WeakMap<Matrix, { seed: number; tree: BuiltTree }>();
  return {
    'segment.columns': async () => {
      const { imported } = session.requireShown();
      return viewColumns(imported.table, imported.roles);
    },
    'segment.composition': async ({ column, filters }) => {
      const shown = session.requireShown();
      return composition(shown.imported.table, shown.segmented, column, selection.labels(shown, filters));
    },
    'segment.distribution': async ({ column, bins, filters }) => {
      const shown = session.requireShown();
      return distribution(shown.imported.table, shown.segmented, column, bins, selection.labels(shown, filters));
    },
    'segment.map': async () => {
      const { imported, prepared, segmented } = session.requireShown();
      const map = segmentMap(prepared, segmented, session.run());
      return { ...map, customer: map.row.map(row => customerKey(imported, row)) };
    },
    'segment.dendrogram': async (_input, context) => {
      const { prepared, segmented, recipe } = session.requireShown();
      const own = ownDendrogram(segmented);
      if (own) return own;
      const known = trees.get(prepared.matrix);
      if (known?.seed === recipe.seed) return dendrogramBeside(known.tree, segmented);
      const tree = await buildTree(prepared.matrix, withSeed(session.run(context), recipe.seed));
      trees.set(prepared.matrix, { seed: recipe.seed, tree });
      return dendrogramBeside(tree, segmented);
    },
    'segment.silhouettes': async () => {
      const { prepared, segmented } = session.requireShown();
      return segmentSilhouettes(prepared, segmented, session.run());
    },
    'segment.profile': async () => profileTable(session.requireShown()),
  } satisfies Partial<Handlers>;
}

function pictureHandlers(session: Session, selection: SelectedCustomers) {
  return {
    'segment.pictureColumns': async () => {
      const { imported, segmented } = session.requireShown();
      const hasTiers = segmented.segmentation.tiers.some(({ tier }) => tier !== 'None');
      return pictureColumns(imported.table, imported.roles, hasTiers);
    },
    'segment.nested': async ({ columns, filters }) => {
      const shown = session.requireShown();
      const table = joinedTable(shown.imported, session.resultsOf(shown.imported));
      return nested(table, shown.segmented, columns, selection.labels(shown, filters));
    },
    'segment.curve': async ({ filters, ...axes }) => {
      const shown = session.requireShown();
      return curve(shown.imported.table, shown.segmented, axes, selection.labels(shown, filters));
    },
    'segment.selected': async ({ filters }) => {
      const shown = session.requireShown();
      return selectionOf(shown.segmented, selection.labels(shown, filters) ?? shown.segmented.labels, session.run());
    },
    'segment.area': async ({ polygon }) => {
      const { prepared, segmented } = session.requireShown();
      return areaOf(prepared, segmented, polygon, session.run());
    },
  } satisfies Partial<Handlers>;
}

function compareHandlers(comparisons: Comparisons) {
  return {
    'segment.compare': (asked, context) => comparisons.compare(asked, context),
    'segment.compared': async () => comparisons.last(),
  } satisfies Partial<Handlers>;
}

function customerHandlers(session: Session) {
  return {
    'segment.form': async () => formFields(session.requireShown()),
    'segment.assign': ({ values }) => assignCustomer(values, session.requireShown(), session.run()),
    'segment.customer': which => customerCard(which, session.requireShown(), session.run()),
  } satisfies Partial<Handlers>;
}
