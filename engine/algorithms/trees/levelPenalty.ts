import { number } from '#shared/option';

/**
 * The option of trees that keeps categories of many levels from winning by their number. Levels are ordered by what happened to them, so the
 * best cut of many gains much where nothing depends on them: about 2/π a level, 32 for 50 of them, against 5 for a column of numbers, as eight
 * levels do. What those beyond eight gain by chance is taken off.
 *
 * Source: Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933, for the bias; Fisher (1958), doi:10.1080/01621459.1958.10501479, for
 * the order.
 */
export const levelPenalty = number({
  title: 'Penalty of levels',
  help: 'What a question about a category must gain for each level beyond eight, so that many levels do not win by their number; 0 asks for nothing. A level gains 0.64 by chance alone.',
  min: 0,
  max: 1000,
  default: 0.64,
  searchWords: ['cat_l2', 'cat_smooth', 'min_gain_to_split', 'overfitting', 'high cardinality'],
});
