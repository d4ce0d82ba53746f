import type { Recommender } from './defineRecommender.ts';
import { associationRules } from './methods/associationRules.ts';
import { bpr } from './methods/bpr.ts';
import { implicitAls } from './methods/implicitAls.ts';
import { itemNeighbours } from './methods/itemNeighbours.ts';
import { itemRegression } from './methods/itemRegression.ts';
import { popularity } from './methods/popularity.ts';
import { userNeighbours } from './methods/userNeighbours.ts';

/** Every way to recommend, the plainest first: of methods that cannot be told apart the first is recommended. */
export const RECOMMENDERS = [
  popularity,
  associationRules,
  itemNeighbours,
  userNeighbours,
  itemRegression,
  implicitAls,
  bpr,
] as unknown as readonly Recommender[];
