/** What a person reads when something cannot be done: what, where, what is allowed, what was found, and the way out. */
import type { AppError, ErrorArgs, ErrorCode } from '../errors.ts';
import { formatBytes, formatCount, formatThings } from '../format.ts';

export const errorSentences: { readonly [C in ErrorCode]: (args: ErrorArgs[C]) => string } = {
  'file.missing': a => `There is no file at ${a.name}. Check the name and the folder, or choose another file.`,
  'file.folder': a => `${a.name} is a folder. Choose one file in it.`,
  'file.empty': a => `${a.name} is empty (0 bytes). Choose the file that holds the customers.`,
  'file.unreadable': a => `${a.name} could not be read: ${a.reason}. Copy it to a local folder and open the copy.`,
  'file.changed': a => `${a.name} was changed or removed while it was being read. Open it again.`,
  'file.damaged': a =>
    `${a.name} is damaged: ${a.reason}. Get it again from where it came, or save it anew in the program that made it.`,
  'file.noTable': a => `${a.name} is a web page without a table. Save the table as .xlsx or .csv and open that.`,
  'file.unknownFormat': a =>
    `${a.name} is not a kind of file that Tessera reads. It reads ${a.expected}; save the table as one of these and open that.`,
  'file.wrongFormat': a =>
    `${a.name} says it is ${a.claimed}, but its content is ${a.actual}. Open it in the program that made it and save it as .xlsx or .csv.`,
  'file.encrypted': a =>
    `${a.name} is protected with a password, so it cannot be read. Save a copy without the password in Excel and open the copy.`,
  'file.encoding': a => `The text of ${a.name} could not be decoded: ${a.reason}. Save it as CSV UTF-8 and open that.`,
  'file.locked': a => `${a.name} is in use by another program. Close it there and try again.`,
  'file.notWritable': a => `${a.name} could not be written: ${a.reason}. Choose another folder or name.`,
  'file.diskFull': a =>
    `The disk is full, so ${a.name} was not saved; what was there before is unchanged. Free some space or choose another disk.`,
  'file.tooLarge': a =>
    `${a.name} is larger than ${formatBytes(a.limitBytes)}, the most that can be taken over at once. Split it, or use the command line, which reads files in place.`,
  'file.unknownToken': () => 'This file is no longer known to the application. Choose it again.',
  'xlsx.damaged': a =>
    `${a.name} is damaged in its part ${a.part}: ${a.reason}. Open it in Excel, save it as a new workbook and open that.`,
  'xlsx.limit': a =>
    `${a.name} goes beyond what is read from one file: ${a.what} may be at most ${a.allowed}, and this one has ${a.got}. Save the sheet with the customers on its own as .xlsx or .csv.`,
  'xlsx.noSheet': a => `${a.name} has no sheet called "${a.sheet}". It has ${a.sheets}; choose one of these.`,
  'csv.unreadable': a =>
    `${a.name} could not be cut into columns: ${a.reason}. Save it again as CSV with one header line.`,
  'sheet.empty': a => `The sheet "${a.sheet}" of ${a.name} has no values. Choose another sheet.`,
  'sheet.noRows': a =>
    `The sheet "${a.sheet}" of ${a.name} has a header in row ${formatCount(a.headerRow)} and no rows below it. Choose another sheet or header row.`,
  'sheet.headerRow': a =>
    `Row ${formatCount(a.headerRow)} was chosen as the header of ${a.name}, which has ${formatThings(a.rows, 'row')}. Choose a header row that has rows below it, or 0 for none.`,
  'edit.wrongKind': a =>
    `A cell of ${a.column} must be ${a.allowed}, or empty for missing; it was "${a.got}". Type it again, or press Esc to keep what was there.`,
  'edit.notEditable': a =>
    `${a.column} is worked out by Tessera and cannot be typed over. Correct the columns of the file that it comes from.`,
  'edit.tooMany': a =>
    `At most ${formatCount(a.limit)} cells can be corrected by hand in one project; this would make ${formatCount(a.got)}. Correct the file itself and open it again.`,
  'reading.range': a =>
    `The cells ${a.range} of ${a.name} hold no value; its values stand in ${a.used}. Choose a range within these, or the whole sheet.`,
  'reading.headerOutside': a =>
    `Row ${formatCount(a.headerRow)} was chosen as the header of ${a.name}, but only ${a.range} is read. Choose a header row within these cells, or let it be found.`,
  'data.tooFewRows': a =>
    `${capital(a.what)} needs at least ${formatThings(a.need, 'customer')}; the data has ${formatCount(a.got)}. Open a file with more customers.`,
  'data.tooFewDistinct': a =>
    `${formatThings(a.need, 'segment')} were asked for, but only ${formatThings(a.got, 'customer differs', 'customers differ')} in the columns used. Ask for at most ${formatCount(a.got)}, or use more columns.`,
  'segments.noneFound': a =>
    `No group of at least ${formatThings(a.minSize, 'customer')} stands apart from the others among ${formatCount(a.nCustomers)}. Allow smaller segments or fewer neighbours, use other columns, or choose another method.`,
  'segments.tooManyFound': a =>
    `${formatThings(a.found, 'group')} of at least ${formatThings(a.minSize, 'customer')} were found, and at most ${formatCount(a.most)} can be shown. Raise the smallest segment in the options of the method.`,
  'data.noFeatures': a =>
    `${a.name} has no column left to compare customers by. Give at least one column the role feature or flag.`,
  'monitor.fewCustomers': a =>
    `${a.name} has ${formatThings(a.got, 'customer')}; at least ${a.need} are needed to tell a change from chance. Take a file with more customers.`,
  'feedback.noColumns': a =>
    `${a.name} cannot be read as outcomes or corrections: it needs ${a.needed}. Its columns are ${a.columns}. Rename them in the file.`,
  'feedback.notADate': a => `The column "${a.column}" of ${a.name} holds no dates. Write days such as 2026-06-30.`,
  'feedback.noKey': a =>
    `The customers of this project have no identifier by which ${a.name} could name them. Give a column the role identifier on the Data screen.`,
  'feedback.nothing': a =>
    `None of the ${formatThings(a.n, 'row')} of ${a.name} can be used: ${a.reason}. Nothing was changed.`,
  'feedback.tooMany': a =>
    `A project keeps ${formatCount(a.limit)} such lists, and that many are there. Remove one that is no longer needed, or put several into one file.`,
  'feedback.missing': a =>
    `The outcomes in ${a.name} are not used: their cells are not in this project. Add the file again, or remove the list.`,
  'feedback.unknownList': a => `There is no list of outcomes ${a.id} in this project.`,
  'feedback.noneKnown': () =>
    'No outcome of a customer of this project is known through feedback. Add a file of outcomes first.',
  'feedback.window': a =>
    `The score asks for the event within ${formatThings(a.months, 'month')}, and models cannot learn that from outcomes that came in by feedback: they measure how good the scores are. To learn from them, put the outcomes and their days into the file.`,
  'monitor.nothing': () =>
    'There is nothing to hold a later file against yet. Find segments or score the customers of this project first.',
  'monitor.noFile': () => 'No later file is at hand. Load the file of the period again first.',
  'monitor.noChallenge': () => 'There is no challenger that could be put in place. Compare the models first.',
  'monitor.fewOutcomes': a =>
    `${a.name} has ${formatThings(a.events, 'customer')} with the event and ${formatCount(a.others)} without it; at least ${a.need} of each are needed to learn from it. Wait until more outcomes are known.`,
  'monitor.tooManyPeriods': a =>
    `A project keeps ${formatCount(a.limit)} periods, and that many are there. Remove one that is no longer needed.`,
  'monitor.unknownPeriod': a => `There is no period ${a.label}. There are ${a.labels}.`,
  'monitor.missingColumns': a =>
    `${a.name} lacks ${formatThings(a.n, 'column')} that the segments or scores rest on: ${a.columns}. It has ${a.found}. Take a file with the same columns.`,
  'data.unknownColumn': a =>
    a.name === undefined
      ? `There is no column called "${a.column}". The columns are ${a.columns}.`
      : `${a.name} has no column called "${a.column}". Its columns are ${a.columns}. Choose one of these, or name the column so in the file.`,
  'data.columnTwice': a =>
    `The column "${a.column}" is given under both its names, the one in the file and the one it was renamed to. Give it once.`,
  'data.unknownCustomer': a => `There is no customer "${a.id}" in this file. Check the identifier.`,
  'data.allIdentical': a =>
    `All customers are the same in the columns used (${a.features}), so there is nothing to group them by. Use other columns.`,
  'mixture.tooFewRows': a =>
    `The shapes of the segments in ${formatThings(a.columns, 'column')} can only be estimated from ${formatThings(a.need, 'customer')} or more; the data has ${formatCount(a.got)}. Choose the shape "Along the columns" (diag) or "Round" (spherical), use fewer columns, or ask for fewer segments.`,
  'mixture.tooLarge': a =>
    `${formatThings(a.nClusters, 'segment')} with shapes of their own in ${formatThings(a.columns, 'column')} are more than can be held in memory. Choose the shape "Along the columns" (diag) or "Round" (spherical), use fewer columns, or ask for fewer segments.`,
  'mixture.collapsed': a =>
    `With ${formatThings(a.nClusters, 'segment')}, the spread of one of them could not be worked out: its customers lie too close together for the scale of the columns, or too far apart. Ask for fewer segments, bring the columns to one scale, raise the least variance (regCovar), or choose the shape "Along the columns" (diag) or "Round" (spherical).`,
  'rfm.noColumn': a =>
    `${a.name} cannot be read as a list of transactions: ${a.what} is missing. Choose the column, or use the file as a list of customers.`,
  'rfm.windowOpen': a =>
    `The outcome window ends on ${a.until}, and the transactions end on ${a.last}, so nobody knows yet who stays away. Choose ${a.latest} or an earlier reference day, or a shorter window.`,
  'rfm.noRows': a =>
    `No transaction of ${a.name} can be used (${a.reasons}). Check which columns are the customer, the date and the amount.`,
  'tables.missing': a =>
    `${a.name}, a further table of this recipe, was not found in ${a.folder}. Put it there, or name it with --with.`,
  'tables.changed': a =>
    `${a.name} is not the file that was used: its hash begins with ${a.got}, and ${a.expected} was recorded. Use the file as it was.`,
  'join.duplicateKeys': a =>
    `${a.name} has ${formatThings(a.keys, 'key')} in ${a.column} that ${a.keys === 1 ? 'stands' : 'stand'} in more than one row; "${a.key}" stands in ${formatCount(a.rows)}. Choose what to do with such rows: take the first, the last, or sum them.`,
  'join.noMatch': a =>
    `No key of ${a.column} was found in ${a.tableColumn} of ${a.name}: one holds values like "${a.example}", the other like "${a.tableExample}". Choose the columns that name the same customers.`,
  'segments.unknown': a => `There is no segment ${a.segment}. Segments are numbered from 1 to ${a.most}.`,
  'segments.mergeAll': () =>
    'Merging all segments would leave one, which is the whole book. Leave at least one segment out of the merge.',
  'segments.mergeOne': () => 'A merge needs at least two different segments. Choose another one to merge with.',
  'segments.splitTooFew': a =>
    `The segment "${a.segment}" cannot be split into ${a.parts}: only ${formatThings(a.distinct, 'customer differs', 'customers differ')} in the columns used. Ask for fewer parts, or leave it whole.`,
  'segments.tooMany': a =>
    `This would make ${formatCount(a.got)} segments; more than ${a.most} cannot be told apart. Merge some first, or split into fewer parts.`,
  'scores.none': () => 'Customers have not been scored yet. Score them on the Scores screen first.',
  'offers.none': () => 'No offers have been made yet. Make them on the Offers screen first.',
  'offers.noSource': a =>
    `In ${a.name} nothing was recognised that says who has which product: neither a list with a customer and a product in each row nor columns of products. Choose the columns, or add a list of purchases as a further table.`,
  'offers.empty': () =>
    'No customer has any product: every row lacks a customer or a product, or has a weight of zero. Choose other columns.',
  'offers.oneProduct': a =>
    `There is one product only, ${a.product}: there is nothing to choose between. Choose a column with several products.`,
  'offers.oneCustomer': a =>
    `One customer only has products (${formatCount(a.products)} of them): nothing can be learned from others. Choose a column that names several customers.`,
  'offers.allOwnAll': a =>
    `All ${formatCount(a.customers)} customers have all ${formatCount(a.products)} products: nothing is left to offer.`,
  'offers.noRepeated': a =>
    `None of the ${formatCount(a.customers)} customers has more than one product: what goes together cannot be learned. Choose another column for the customer, or a longer period.`,
  'offers.sameColumn': a => `${a.column} cannot name both the customer and the product. Choose two columns.`,
  'offers.notAProduct': a =>
    `${a.column} cannot be a product: products are columns of numbers or of yes and no that are not protected.`,
  'offers.notATime': a => `${a.column} holds no times. Choose a column of dates, or none.`,
  'offers.noTimes': a =>
    `Holding back ${a.split === 'day' ? 'what came after a day' : "each customer's latest"} needs a time for each row. Choose a time column, or hold back by lot.`,
  'offers.nothingHeldBack': a =>
    `Holding back ${a.split} leaves nothing to learn from or nothing to find among ${formatCount(a.rows)} pairs of customer and product. Choose another share or day.`,
  'offers.nobodyToCompare': a =>
    `No customer has both something known and something held back (${a.split}). Choose another share or day, or a lower weight that counts.`,
  'offers.noKey': a =>
    `The customer table has no column that names customers, so that those of ${a.name} cannot be found in it. Give one the role identifier on the Data screen.`,
  'offers.noMatch': a =>
    `No customer of ${a.name} is in the customer table: ${a.column} holds values such as "${a.example}", ${a.key} such as "${a.keyExample}". Choose another column for the customer.`,
  'offers.tooManyProducts': a =>
    `${a.method} handles at most ${formatCount(a.most)} products; there are ${formatCount(a.got)}. Choose another method.`,
  'offers.ruleColumn': a => `An offer rule cannot use ${a.column}: ${a.why}.`,
  'offers.ruleProduct': a =>
    `An offer rule names ${a.product}, which is no product of this data. Choose another product.`,
  'offers.ruleSegments': () =>
    'An offer rule names segments or tiers, and the customers have none yet. Find segments first, or take the rule out.',
  'segments.stale': () =>
    'The data or options changed after these segments were found. Find segments again, then change them by hand.',
  'segments.editNotMade': a =>
    `Change ${a.nth} by hand could not be made again on this data, so no further one can follow it. Take it back first.`,
  'segments.tooManyEdits': a =>
    `At most ${a.limit} merges and splits can follow one another. Take some back, or find segments in another way.`,
  'overrides.noTiers': () =>
    'No tiers are assigned, because the tier rule has no drivers; so none can be set by hand. Add a driver to the rule first.',
  'overrides.tooMany': a =>
    `At most ${formatCount(a.limit)} customers can be set by hand in one project. Change the tier rule or the segments instead.`,
  'tiers.unmatched': a =>
    `The customers of ${a.name} cannot be matched with these: both need a column with the role identifier. Give it on the Data screen.`,
  'tiers.noEarlier': () =>
    'There are no earlier tiers to compare with yet: change the tier rule or the data, or choose an earlier project file.',
  'folds.oneClass': a =>
    `${a.n === 0 ? 'No customer has a known outcome' : `${a.n === 1 ? 'The only 1 customer with a known outcome is' : `All ${formatCount(a.n)} customers with a known outcome are`} ${a.which}`}, so there is nothing to tell apart. Choose another target column or another value as the event.`,
  'folds.tooFewEvents': a =>
    `There is only ${formatThings(a.n, 'customer')} ${a.which}, and at least 2 are needed: one to learn from and one to test on. Open a file with more of them, or choose another target.`,
  'folds.tooFewGroups': a =>
    `The column "${a.column}" has ${formatThings(a.groups, 'group')} of customers with a known outcome, too few for ${formatCount(a.folds)} folds that share no group. Choose fewer folds or another column.`,
  'folds.classInOneGroup': a =>
    `All customers ${a.which} are in one group of "${a.column}", so no group can be tested that was not learned from. Choose another column, or stratified folds.`,
  'folds.oneDate': a =>
    `The column "${a.column}" holds ${a.date === null ? 'no date' : `one date only (${a.date})`} for customers with a known outcome, so there is no earlier time to learn from. Choose another date column, or stratified folds.`,
  'folds.oneClassInPeriod': a =>
    `In "${a.column}" no customer ${a.which} is dated ${a.period} ${a.date}${a.period === 'from' ? ' on' : ''}, so ${a.period === 'before' ? 'nothing can be learned from the earlier customers' : 'nothing can be tested on the later ones'}. Choose another number of folds, another date column, or stratified folds.`,
  'option.invalid': a => `The option "${a.option}" must be ${a.allowed}; it was ${a.got}. Correct it and run again.`,
  'recipe.invalid': a =>
    `The recipe cannot be used: at ${a.where}, ${a.reason}. Correct it or start from a new recipe.`,
  'prepare.missingColumn': a =>
    `The step "${a.step}" uses the column "${a.column}", which ${a.name === undefined ? 'is not there' : `${a.name} does not have`} when the step runs. The columns are ${a.columns}. Choose others in the step, or open a file that has it.`,
  'prepare.wrongColumn': a =>
    `The step "${a.step}" needs ${a.need}, and "${a.column}" holds values of kind ${a.kind} when the step runs. Choose another column, or put the step elsewhere in the list.`,
  'prepare.needsTarget': a =>
    `The step "${a.step}" learns from a target, and ${a.targets === '' ? 'no column has the role target' : `the step names none of the columns with that role (${a.targets})`}. Give the column to be predicted the role target, or remove the step.`,
  'prepare.wrongTarget': a =>
    `The step "${a.step}" cannot learn from "${a.column}": ${a.reason}. Choose another target, or remove the step.`,
  'prepare.tooManyFeatures': a =>
    `The step "${a.step}" would make ${formatCount(a.features)} new columns of ${formatThings(a.columns, 'column')}; ${formatCount(a.allowed)} are allowed. Choose fewer columns or a lower degree, or allow more.`,
  'decide.protected': a =>
    `${a.column} has the role ${a.role}, and no decision about customers may rest on it. Choose another column.`,
  'decide.ruleValue': a => `A rule compares ${a.column} with "${a.got}", and it needs ${a.allowed}. Correct the rule.`,
  'scoring.noTarget': a =>
    a.columns === ''
      ? 'No column says what is to be predicted, and none has two values. Open a file in which the outcome is known, such as Exited with Yes and No.'
      : `No column says what is to be predicted. Choose one (such as ${a.columns}), or give it the role target.`,
  'scoring.targetRole': a =>
    `${a.column} has the role ${a.role}, so it is not predicted. Choose another column, or give this one the role target.`,
  'scoring.targetKind': a =>
    `${a.column} holds values of kind ${a.kind}, and an outcome is yes or no or one of a few values. Choose another column.`,
  'scoring.targetEmpty': a =>
    `${a.column} has no value for any customer, so there is nothing to learn from. Choose another column, or a file in which the outcome is known.`,
  'scoring.oneOutcome': a =>
    `${a.column} is "${a.value}" for all ${formatThings(a.n, 'customer')} for which it is known, and two outcomes are needed. Choose another column, or a file that has both.`,
  'scoring.manyOutcomes': a =>
    `${a.column} has ${formatCount(a.n)} different values (such as ${a.values}), and two outcomes are needed. Choose which value is the event; it is then compared with all others.`,
  'scoring.tooManyOutcomes': a =>
    `${a.column} has too many different values to be an outcome (such as ${a.values}). Choose a column with two values, or cut it into yes and no by a formula.`,
  'scoring.noEvent': a => `No customer has "${a.event}" in ${a.column}. Choose one of ${a.values}.`,
  'scoring.dateNeedsWindow': a =>
    `${a.column} holds days, so it says when the event happened. Choose when customers are looked at and for how many months the event counts, or another column.`,
  'scoring.windowColumn': a =>
    `${a.column} holds values of kind ${a.kind}, and the window needs days. Choose a column of dates, or one day for all customers.`,
  'scoring.windowNoEnd': () =>
    'The file has no date that says up to when outcomes are known. Give the last day that the data tells about.',
  'scoring.windowOpen': a =>
    `For no customer had the outcome window of ${formatThings(a.months, 'month')} after ${a.observed} ended by ${a.until}, the last day that the data tells about. Choose an earlier day or a shorter window.`,
  'scoring.fewOutcomes': a =>
    `${formatThings(a.got, 'customer has', 'customers have')} the outcome "${a.what}", and at least ${formatCount(a.need)} are needed to learn from and to test. Choose another event or column, or a file with more of them.`,
  'clean.missingColumn': a =>
    `The cleaning step "${a.step}" needs the column "${a.column}", which ${a.name ?? 'this table'} does not have${a.similar === null ? '' : ` (it has "${a.similar}")`}. The columns are ${a.columns}. ${a.name === undefined ? 'Choose' : 'Name the column so in the file, choose'} another column in the step, or remove the step.`,
  'clean.wrongKind': a =>
    `The cleaning step "${a.step}" needs ${a.needed} in the column "${a.column}", which holds values of kind ${a.kind}. Choose another column, or change the kind of this one first.`,
  'formula.invalid': a =>
    `The formula "${a.formula}" of the cleaning step "${a.step}" cannot be read at character ${formatCount(a.position)}: ${a.expected} was expected, and ${a.found} stands there${a.similar === null ? '' : `; perhaps "${a.similar}" was meant`}. Correct the formula.`,
  'clean.nothingLeft': a =>
    `The cleaning step "${a.step}" would remove all ${formatThings(a.rows, 'row')}, so no customer would be left. Change its options or remove the step.`,
  'project.none': () => 'No data is open yet. Open a file or the sample first.',
  'project.notSegmented': () => 'The customers have not been grouped yet. Run the segmentation first.',
  'project.notPlaced': () => 'No file of customers has been placed yet. Choose one first.',
  'project.nothingToUndo': a => `There is nothing to ${a.direction}.`,
  'project.damaged': a =>
    `The project ${a.name} is damaged: ${a.reason}. Open a backup of it, or open the original data file again.`,
  'project.newer': a =>
    `The project ${a.name} was saved by a newer Tessera (format ${formatCount(a.version)}; this one reads up to ${formatCount(a.supported)}). Open it with that version.`,
  'project.locked': a => `The project ${a.name} is open in another window (process ${a.pid}). Close it there first.`,
  'project.mismatch': a =>
    `Repeating ${a.name} did not give the same result: ${a.expected} was recorded and ${a.got} came out. Check that the data file and the version of Tessera are the same.`,
  'model.notAModel': a => `${a.name} is not a model file. Choose one that Tessera saved, with the ending .tsm.`,
  'model.damaged': a =>
    `The model ${a.name} cannot be used: ${a.reason}. Get it again from where it came, or save it anew from its project.`,
  'model.newer': a =>
    `The model ${a.name} was saved by a newer Tessera (format ${formatCount(a.version)}; this one reads up to ${formatCount(a.supported)}). Use it with that version.`,
  'model.tooLarge': a =>
    `The model ${a.name} would be larger than ${formatBytes(a.limitBytes)}, the most that a model file may be. Use a method that does not keep its customers, or fewer trees.`,
  'model.unsigned': a => `The model ${a.name} is not signed, and only one signed with the key given is trusted.`,
  'model.otherKey': a =>
    `The model ${a.name} is signed with another key (${a.fingerprint}) than the one that is trusted (${a.wanted}).`,
  'model.key': a => `${a.name} is not an Ed25519 key in PEM form. Make one with "openssl genpkey -algorithm ed25519".`,
  'model.noReference': a =>
    `${a.name} holds nothing to hold a later file against: it was saved by an earlier Tessera. Save the model again from its project.`,
  'model.nothing': () => 'There is nothing to save yet: find segments or score the customers first.',
  'model.missingColumns': a =>
    `${a.name} lacks ${formatThings(a.n, 'column')} that the model needs: ${a.columns}. It has ${a.found}. Name ${a.n === 1 ? 'this column' : 'these columns'} in the file as in the one that the model was made on, or take a file that has ${a.n === 1 ? 'it' : 'them'}.`,
  'model.cannotExport': a =>
    `${a.format} cannot carry ${a.what}. Use the model file itself, or make the model without it.`,
  'model.row': a => `Customer ${formatCount(a.row)}: ${a.reason}`,
  'serve.portTaken': a =>
    `Port ${a.port} is in use, perhaps by another scoring service on this machine. Stop that one, or choose another port.`,
  'serve.portDenied': a => `Port ${a.port} may not be used by you. Choose one from 1024 to 65535.`,
  'serve.tokenFile': a =>
    `The token in ${a.name} cannot be used: ${a.reason}. Let only its owner read it (chmod 600), or name a file that is not there yet, which is made with a new token.`,
  'serve.sameModel': a => `The model ${a.name} is given twice. Name each model file once.`,
  'engine.crashed': a =>
    `Reading or computing ${a.file} was stopped: ${a.reason}. The rest of your work is safe; try a smaller file or fewer columns.`,
  'engine.notReady': () => 'The engine is starting again. Try once more in a moment.',
  'message.invalid': a => `The request "${a.method}" was refused: ${a.reason}. Restart Tessera if this goes on.`,
  'report.format': a => `A report cannot be written as "${a.format}". Choose from ${a.allowed}.`,
};

export function errorSentence(error: AppError): string {
  const sentence = errorSentences[error.code] as (args: ErrorArgs[ErrorCode]) => string;
  return sentence(error.args);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
