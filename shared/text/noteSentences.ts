/** Warnings as people read them, beside the number they qualify and in the report. */
import { formatBytes, formatCount, formatFixed, formatNumber, formatPart, formatThings, joinWords } from '../format.ts';
import type { Note, NoteArgs, NoteCode } from '../notes.ts';

export const noteSentences: { readonly [C in NoteCode]: (args: NoteArgs[C]) => string } = {
  'kmeans.notConverged': a =>
    `k-means with ${formatThings(a.nClusters, 'segment')} was still moving after ${formatThings(a.maxIter, 'iteration')}; a higher limit may change the segments slightly.`,
  'mixture.notConverged': a =>
    `The mixture with ${formatThings(a.nClusters, 'segment')} was still improving after ${formatThings(a.maxIter, 'iteration')}; a higher limit may change the segments slightly.`,
  'miniBatchKMeans.approximate': a =>
    `Mini-batch k-means learned from ${formatCount(a.seen)} draws out of ${formatThings(a.of, 'customer')}, so its centres are near the means of the segments and not on them: moving them there would lower the inertia by ${formatNumber(a.excessPercent, 2)} %.`,
  'bisectingKMeans.notConverged': a =>
    `${formatThings(a.splits, 'split')} of bisecting k-means ${a.splits === 1 ? 'was' : 'were'} still moving after ${formatThings(a.maxIter, 'iteration')}; a higher limit may change the segments slightly.`,
  'ward.microClusters': a =>
    `The tree joins ${formatThings(a.n, 'small group')} of alike customers, because joining ${formatThings(a.of, 'customer')} one by one would take too long: its lowest branches are not shown, and a few customers may belong to the neighbouring segment.`,
  'kPrototypes.notConverged': a =>
    `k-prototypes with ${formatThings(a.nClusters, 'segment')} was still moving customers after ${formatThings(a.maxIter, 'iteration')}; a higher limit may change the segments slightly.`,
  'kMedoids.notConverged': a =>
    `k-medoids with ${formatThings(a.nClusters, 'segment')} still found better medoids after ${formatThings(a.maxIter, 'pass', 'passes')}; a higher limit may change the segments slightly.`,
  'kMedoids.sampled': a =>
    `The medoids were looked for in ${formatThings(a.samples, 'sample')} of ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}, drawn with seed ${a.seed}; the best were kept, and every customer went to the nearest.`,
  'hdbscan.sampled': a =>
    `The groups were found in ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}, drawn with seed ${a.seed}; the others were placed by their nearest neighbours among these.`,
  'logistic.notConverged': a =>
    `The weights of the logistic regression were still moving after ${formatThings(a.maxIter, 'step')}: most often a feature tells the event exactly. Less freedom of the weights settles it.`,
  'scorecard.noFeature': a =>
    `No feature has an information value from ${formatNumber(a.minIv)} to ${formatNumber(a.maxIv)}, so that the scorecard gives every customer the same points.`,
  'metric.sampled': a =>
    `The ${a.metric} was computed on ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}, drawn with seed ${a.seed}.`,
  'metric.undefined': a => `The ${a.metric} has no value here: ${a.reason}.`,
  'impute.sampledDonors': a =>
    `Gaps in ${a.column} were filled from ${formatCount(a.donors)} of ${formatThings(a.of, 'customer')} that have a value, drawn by seed.`,
  'impute.tooManyGaps': a =>
    `${a.column} is missing for ${formatCount(a.missing)} of ${formatThings(a.of, 'customer')}; filling so many gaps would invent the column, so it is not used.`,
  'impute.notSettled': a =>
    `The estimates for gaps were still moving after ${formatThings(a.rounds, 'round')}; more rounds may change them slightly.`,
  'impute.allMissing': a => `${a.column} has no value at all, so its gaps could not be filled and it is not used.`,
  'column.constant': a =>
    `${a.column} has one and the same value everywhere, so it tells customers apart in nothing and is not used.`,
  'column.allMissing': a => `${a.column} has no value in any row and is not used.`,
  'column.tooManyLevels': a =>
    `${a.column} has ${formatThings(a.levels, 'different text')}, too many to compare customers by, and is not used.`,
  'column.identifierLike': a =>
    `${a.column} has ${formatThings(a.distinct, 'different value')} in ${formatThings(a.of, 'row')}: it names customers rather than describing them.`,
  'column.origin': a =>
    `${a.column} says which table a row came from. As a feature it groups customers by their file, and a model that looks at it takes only later files that have such a column.`,
  'column.notNumeric': a =>
    `${a.column} holds values of kind ${a.kind}, which no preparation step turned into numbers, and is not used.`,
  'oneHot.levelsGrouped': a =>
    `${a.column} has ${formatThings(a.levels, 'level')}: the ${formatCount(a.kept)} most frequent got a flag each, and the rest are together as "Other".`,
  'bins.byChance': a =>
    `${a.n === 1 ? 'One column tells' : `${formatCount(a.n)} columns tell`} no more of ${a.event} than chance does: ${a.columns}. The second figure is what bins reach in one of 20 cases when outcomes are dealt to the same customers at random.`,
  'bins.suspicious': a =>
    `${a.column} tells ${a.target} apart with an information value of ${formatFixed(a.information, 2)}; above 0.5 it is worth asking whether the column was known before the outcome.`,
  'polynomial.tooLarge': a =>
    `${a.column} would be larger than any number that can be held, so it was not made; bring its columns to one scale first.`,
  'ratios.noValue': a =>
    `${a.column} has no value for any customer, because the divisor is 0 or one of the two is missing, so it was not made.`,
  'scale.noQuartileRange': a =>
    `Half of the customers or more have the same ${a.column}, so its quartiles say nothing about its spread; it was divided by its standard deviation instead.`,
  'dates.noReference': a =>
    `${a.column} was not turned into years, because the file has no other date to measure from; set a reference date to use it.`,
  'scoring.oneAgainstRest': a =>
    `${a.column} has more than two values: "${a.event}" is compared with all others (${a.others}).`,
  'scoring.spellingsJoined': a =>
    `In ${a.column}, values that differ only in capitals and spaces were taken for one: ${a.spellings}.`,
  'scoring.targetGaps': a =>
    `${a.column} is not known for ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}: nothing is learned from or tested on them, but they get a score.`,
  'scoring.stillOpen': a =>
    `For ${formatThings(a.n, 'customer')} the outcome window of ${formatThings(a.months, 'month')} was not over by ${a.until}: nothing is learned from or tested on them, but they get a score.`,
  'scoring.eventBefore': a =>
    `${formatThings(a.n, 'customer')} had the event by ${a.observed} already: nothing is learned from or tested on them.`,
  'scoring.eventUndated': a =>
    `${formatThings(a.n, 'customer')} had the event on a day that ${a.column} does not give: nothing is learned from or tested on them.`,
  'scoring.notObserved': a =>
    `For ${formatThings(a.n, 'customer')} ${a.observed} is missing: nothing is learned from or tested on them.`,
  'scoring.fewEvents': a =>
    `Only ${formatThings(a.n, 'customer has', 'customers have')} the event (${a.column} is ${a.event}): every figure below is rough, as its interval shows.`,
  'offers.sampledPeers': a =>
    `Similar customers are looked for among ${formatCount(a.n)} of ${formatCount(a.of)} customers with products, drawn by seed ${a.seed}.`,
  'offers.methodLeftOut': a =>
    `${a.method} was left out: it handles at most ${formatCount(a.most)} products, and there are ${formatCount(a.got)}.`,
  'offers.unknownKeys': a =>
    `${formatCount(a.rows)} rows name ${formatCount(a.customers)} customers who are not in the customer table, such as ${a.examples}; they were left out.`,
  'offers.rareProducts': a =>
    `Of the products, the ${formatCount(a.most)} most frequent were used; ${formatCount(a.products)} rarer ones with ${formatCount(a.rows)} rows were left out.`,
  'offers.sameProducts': a =>
    `${formatCount(a.pairs)} ${a.pairs === 1 ? 'pair of products is' : 'pairs of products are'} held by the same customers, such as ${a.first} and ${a.second}: each gives the other away, and the comparison looks better than it is. Leave one of each out.`,
  'offers.noneBeatsPopularity': a =>
    `None of the ${formatCount(a.methods)} methods is certainly better than offering everybody what is most popular.`,
  'feedback.learned': a =>
    `${a.column} of ${formatThings(a.n, 'customer')} is taken from ${a.words}: ${formatCount(a.filled)} had no known outcome, and ${formatCount(a.changed)} had another one.`,
  'edits.notApplied': a =>
    `${formatCount(a.n)} of ${formatThings(a.of, 'corrected cell')} ${a.n === 1 ? 'was' : 'were'} left as the file has ${a.n === 1 ? 'it' : 'them'}, because this file no longer holds what was corrected there.`,
  'formula.divisionByZero': a =>
    `The formula "${a.formula}" divides by ${a.column}, which is zero in ${formatThings(a.rows, 'row')}; the result is missing there (first in row ${formatCount(a.firstRow)}).`,
  'formula.unknownText': a =>
    `No row has "${a.text}" in ${a.column}, with which the formula "${a.formula}" compares it${a.similar === null ? '' : `; perhaps "${a.similar}" was meant`}. Texts are compared as they are written, capitals too.`,
  'formula.noAnswer': a =>
    `In the formula "${a.formula}", ${a.part} has no answer in ${formatThings(a.rows, 'row')}; the result is missing there (first in row ${formatCount(a.firstRow)}).`,
  'clean.unfit': a =>
    `${formatCount(a.n)} of ${formatThings(a.of, 'value')} of ${a.column} could not be read as ${a.kind} and ${a.n === 1 ? 'is' : 'are'} missing, such as ${a.examples}.`,
  'clean.mostlyOneValue': a =>
    `So many values of ${a.column} are ${a.value} that both quartiles are: ${a.n === 1 ? 'the one value' : `all ${formatCount(a.n)} values`} beside it ${a.n === 1 ? 'counts' : 'count'} as far out. Leave the column out, or choose standard deviations.`,
  'clean.decimalOpen': a =>
    `${a.column} has ${formatThings(a.n, 'number')} such as ${a.example} that could be read with a decimal mark or a thousands mark, and nothing in the column or the file decides; ${a.example} was read as ${String(a.value)}. Choose the decimal mark in the step if ${String(a.other)} is meant.`,
  'clean.blocksCapped': a =>
    `${formatThings(a.blocks, 'group')} of customers (${formatThings(a.rows, 'row')}) agree in what they are sorted by; within ${a.blocks === 1 ? 'it' : 'them'} each was compared with its ${formatCount(a.window)} nearest neighbours only, so some pairs may not have been looked at.`,
  'file.mostlyGaps': a =>
    `${a.column} is missing for ${formatCount(a.n)} of ${formatThings(a.of, 'customer')} (${formatPart(a.n, a.of)})${a.percentBefore === null ? '' : `; among those that the model was made on it was ${formatNumber(a.percentBefore, 3)} %`}. See how the file writes this column.`,
  'file.newLevels': a =>
    `${a.column} has ${formatThings(a.levels, 'value')} that the model never saw, in ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}: ${a.examples}. It learned nothing about ${a.levels === 1 ? 'it' : 'them'}.`,
  'file.percentGone': a =>
    `${a.column} is written without the percent signs that it had where the model was made (18 % is 0.18), and its numbers are taken as they stand: its mean is ${formatNumber(a.mean)} here and was ${formatNumber(a.meanBefore)} there. Write the signs behind them, or see whether the answers can be right.`,
  'file.percentNew': a =>
    `${a.column} is written with percent signs, which are read as hundredths (18 % is 0.18), and was not where the model was made: its mean is ${formatNumber(a.mean)} here and was ${formatNumber(a.meanBefore)} there. Take the signs out, or see whether the answers can be right.`,
  'file.lacksColumns': a =>
    `${a.name} lacks ${formatThings(a.n, 'column')} of the file that the model was made on: ${a.columns}. The model does without ${a.n === 1 ? 'it' : 'them'}.`,
  'file.moreColumns': a =>
    `${a.name} has ${formatThings(a.n, 'column')} that the file of the model did not have: ${a.columns}. The model does not look at ${a.n === 1 ? 'it' : 'them'}.`,
  'rows.equalKept': a =>
    `${formatThings(a.rows, 'row equals', 'rows equal')} an earlier row in every column; nothing in the file tells a repeat from another customer, so ${a.rows === 1 ? 'it was' : 'they were'} kept.`,
  'rows.severalPerCustomer': a =>
    `${formatThings(a.rows, 'row')} belong to ${formatThings(a.customers, 'customer')} by ${a.column}, but differ in too many columns to be one customer each: every row was kept, and counts are of rows.`,
  'segments.fewCustomers': a =>
    `There are only ${formatThings(a.n, 'customer')}: fewer segments were tried, and every interval is wide.`,
  'segments.weakStructure': a =>
    a.reason ??
    `The data shows no clear structure (silhouette ${formatFixed(a.silhouette, 3)}, below 0.25): the segments are a convenient cut of a continuum, not natural groups.`,
  'segments.small': a =>
    `The segment "${a.segment}" has ${formatThings(a.n, 'customer')}; its averages and shares are uncertain.`,
  'segments.editNotMade': a =>
    `Change ${a.nth} of ${a.of} by hand could not be made on this data, so it and those after it were left out. ${a.problem}`,
  'segments.madeOnOthers': a =>
    `${joinWords([a.names > 0 ? formatThings(a.names, 'name') : '', a.edits > 0 ? formatThings(a.edits, 'merge or split', 'merges and splits') : ''].filter(Boolean))} given by hand ${a.names + a.edits === 1 ? 'was' : 'were'} made on segments of ${a.before} customers; here they have ${a.now}. Check that each still means the same group.`,
  'overrides.notFound': a =>
    `${formatCount(a.n)} of ${formatThings(a.of, 'decision')} by hand ${a.n === 1 ? 'is' : 'are'} about customers who are not in this file; ${a.n === 1 ? 'it waits' : 'they wait'} for a file that has them.`,
  'overrides.shared': a =>
    `${formatThings(a.n, 'decision')} by hand ${a.n === 1 ? 'applies' : 'apply'} to ${formatThings(a.rows, 'row')}, because the identifier stands in more than one row.`,
  'overrides.noGroup': a =>
    `${formatThings(a.n, 'customer')} set by hand to a segment that does not exist here ${a.n === 1 ? 'stays' : 'stay'} where the segmentation puts ${a.n === 1 ? 'it' : 'them'}.`,
  'overrides.noTiers': a =>
    `${formatThings(a.n, 'tier')} set by hand ${a.n === 1 ? 'waits' : 'wait'} for a tier rule with drivers.`,
  'tiers.driverMissing': a =>
    `${a.driver} is missing for ${formatCount(a.n)} of ${formatThings(a.of, 'customer')}; they get no points for it, so their score may be too low.`,
  'tiers.noDrivers': () => 'No risk drivers were recognised in the columns; tiers are not assigned.',
  'folds.fewer': a =>
    `${formatThings(a.used, 'fold')} were made instead of ${formatCount(a.asked)}: there are only ${formatThings(a.used, a.of)}${a.of === 'group' ? ' that hold customers' : ''} ${a.which}, and each fold needs one.`,
  'folds.leftOut': a =>
    `${formatThings(a.n, 'customer')} of ${formatCount(a.of)} ${a.n === 1 ? 'has' : 'have'} no ${a.lacking} and ${a.n === 1 ? 'was' : 'were'} neither learned from nor tested on.`,
  'folds.notRepeated': a =>
    `Testing on the later customers gives the same parts each time, so it was done once and not ${formatCount(a.asked)} times.`,
  'text.glyphsReplaced': a =>
    `${formatThings(a.count, 'character')} could not be drawn in the report and ${a.count === 1 ? 'was' : 'were'} replaced.`,
  'text.truncated': a =>
    `${formatThings(a.count, 'text')} longer than ${formatThings(a.limit, 'character')} ${a.count === 1 ? 'was' : 'were'} cut.`,
  'read.otherFormat': a => `${a.name} says it is ${a.claimed}; its content is ${a.actual}, and it was read as that.`,
  'read.unpacked': a => `${a.name} was unpacked to ${formatBytes(a.bytes)} before it was read.`,
  'read.truncatedFile': a => `${a.name} ends early; what could be read before the end was kept.`,
  'read.unreadableCharacters': a =>
    `${formatThings(a.n, 'character is', 'characters are')} not part of the encoding ${a.encoding} and ${a.n === 1 ? 'shows' : 'show'} as �; choose another encoding if texts look wrong.`,
  'read.otherTables': a =>
    `The sheet holds ${formatThings(a.n + 1, 'table')}; ${a.range}, the largest, was read. ${a.others} ${a.n === 1 ? 'is' : 'are'} not part of it.`,
  'read.outsideRange': a =>
    `Only ${a.range} was read; ${formatThings(a.cells, 'cell')} with a value ${a.cells === 1 ? 'lies' : 'lie'} outside and ${a.cells === 1 ? 'is' : 'are'} not part of the table.`,
  'read.dateOrderOpen': a =>
    `${a.column} has ${formatThings(a.n, 'date')} written with numbers, none with a day above 12, so the order of day and month cannot be told; ${a.order} was taken.`,
  'read.dateOrderMixed': a =>
    `${a.column} has dates in both orders: ${formatCount(a.n)} can only be read ${a.order}, ${formatCount(a.against)} only the other way round and became missing (${a.rows}).`,
  'read.decimalOpen': a =>
    `${a.column} has ${formatThings(a.n, 'number')} such as ${a.example} that could be read with a decimal mark or a thousands mark, and nothing else in the column decides; ${a.example} was read as ${formatNumber(a.value, 12)}.`,
  'read.lateChange': a =>
    `${a.column} holds nothing but ${a.kind} in its first ${formatThings(a.before, 'value')}; after that, ${formatThings(a.n, 'value')} ${a.n === 1 ? 'is' : 'are'} not (${a.rows}), so the column was read as ${a.readAs}.`,
  'read.unreadValues': a =>
    `${a.column} has ${formatThings(a.n, 'value')} that could not be read as ${a.kind} and became missing (${a.rows}).`,
  'read.decimalComma': a =>
    `${a.column} has ${formatThings(a.n, 'number')} written with a decimal comma; they were read as numbers.`,
  'read.codesAsNumbers': a =>
    `${a.column} holds ${formatThings(a.n, 'value')} written like ${a.n === 1 ? 'a code' : 'codes'}, with zeros in front or more digits than a number keeps, among numbers: ${a.example} was read as ${a.value}. As text the column keeps them.`,
  'read.mixedCurrencies': a =>
    `${a.column} holds amounts with different currency signs: ${a.parts}. All were read as they stand, none was converted.`,
  'read.mixedPercent': a =>
    `${a.column} holds ${formatThings(a.percent, 'number')} with a percent sign, read as hundredths (18 % is 0.18), and ${formatCount(a.plain)} without one, read as they stand.`,
  'read.formulasWithoutValue': a =>
    `${formatThings(a.n, 'formula has', 'formulas have')} no stored result and ${a.n === 1 ? 'was' : 'were'} read as missing.`,
  'read.errorValues': a =>
    `${formatThings(a.n, 'cell holds', 'cells hold')} an Excel error such as #N/A and ${a.n === 1 ? 'was' : 'were'} read as missing.`,
};

export function noteSentence(note: Note): string {
  const sentence = noteSentences[note.code] as (args: NoteArgs[NoteCode]) => string;
  return sentence(note.args);
}
