import { APP_VERSION } from '#engine/version';
import { TABLE_EXTENSIONS } from '#shared/tableFormats';
import type { CommandHandler } from './registry.ts';

const TEXT = `Tessera ${APP_VERSION}: customer risk, segmentation, churn and default, on this machine alone.

  tessera run INPUT [--recipe FILE] [--out DIR] [--formats html,pdf,xlsx,csv] [--paper A4|Letter] [--seed N]
                    [--threads N] [--project FILE] [--model FILE.tsm [--owner NAME] [--sign KEY]] [READING]
                    [--target COLUMN] [--event VALUE] [--rfm] [--with FILE]... [--offers [OFFERS]] [--json]
      Reads a table, cleans it, finds segments and risk tiers, scores the customers where the table says what became
      of some, and writes the report into DIR. --target names the column to predict and --event its value where they
      are not recognised. --model keeps what was learned as one file that other programs can rely on; --sign signs it
      with an Ed25519 key in PEM form.
      --rfm makes one row per customer of a list of transactions. Further files of a recipe are looked for beside
      INPUT by name, or among those named by --with.
  tessera profile INPUT [READING] [--head N] [--rfm] [--recipe FILE] [--with FILE]... [--json]
      What is in the file: rows read and rejected, columns with their type and role, the first N rows.
  tessera convert INPUT --out FILE.csv|.parquet|.xlsx [READING] [--rfm] [--recipe FILE] [--with FILE]...
      The table as Tessera reads it.
  tessera score MODEL.tsm|PROJECT INPUT --out FILE.csv|.xlsx [--trust KEY] [--with FILE]... [--json]
      Segments, tiers and scores of other customers by a model file, or segments and tiers by a project; tables that it
      joins as for run. --trust takes only a model that is signed with this public key.
      Notes say by column, with counts, what INPUT has otherwise than the customers that the model was made on: values
      that were never seen, gaps that were none, columns that are gone or new; --json has them as findings too.
  tessera model MODEL.tsm [--trust KEY] [--json]
      What a model file is: its card, what it asks of a customer, its hash and who signed it.
  tessera models [FOLDER] [--out FILE.csv|.xlsx] [--json]
      Every model in the projects and model files of FOLDER, or in those that were opened of late and beside them: status,
      owner, materiality, the last sign-off, the result and the last light of the monitor.
  tessera monitor MODEL.tsm|PROJECT INPUT [--label TEXT] [--date YYYY-MM-DD] [--outcomes FILE] [--out DIR]
                    [--trust KEY] [--with FILE]... [--json]      (or: tessera monitor INPUT --model MODEL.tsm)
      A later file against the customers that a model file or the segments and scores of a project were made from: what
      has changed, whether the scores are still good, a traffic light. --date is the day at which ages in INPUT are
      measured; --outcomes names a list of outcomes that became known since, where a project is watched. Neither is
      changed.
  tessera offers INPUT [OFFERS] [--out FILE.csv|.xlsx] [READING] [--recipe FILE] [--with LIST] [--seed N] [--json]
      What each customer may want next: methods are compared on what is held back, and every customer's offers are
      written with their reasons. INPUT is the list or a table of products; or the customers, and --with names the list.
  tessera export MODEL.tsm --format pmml|onnx --out FILE [--part score|segments] [--trust KEY] [--json]
      The score or the segments of a model file as PMML 4.4 or ONNX, with their preparation; what the format cannot
      carry is named.
  tessera serve MODEL.tsm... [--port N] [--token FILE] [--rate N] [--trust KEY] [--json]
      The scoring service for other programs on this machine: one customer or a batch as JSON, behind a token that is
      said once or lies in FILE; until it is stopped. --rate is how many requests a second it answers.
  tessera verify PROJECT_OR_RUN_DIR [--input FILE] [--with FILE]... [--json]
      Repeats a run and says whether the result is the same, to the bit.
  tessera help | version

READING says how the file is read where it should not be found by what is in it:
  --sheet NAME        sheet of a workbook            --range A1:N500     cells that are the table
  --header-row N      row of the header, 0 for none  --encoding NAME     of a text file, such as windows-1252
  --separator CHAR    , ; | tab spaces fixed         --decimal . or ,    mark before decimals
  --dates dmy|mdy|ymd order in dates written with numbers

OFFERS says what they are made from where it should not be found by what is in the files, and how:
  --customer COLUMN --product COLUMN [--weight COLUMN] [--time COLUMN]    a row for each product of each customer
  --products COLUMN,COLUMN,...    columns of the customer table, each a product
  --split random|last|YYYY-MM-DD  what is held back   --relevant-from N   weight from which it should be found
  --top N  offers per customer    --at N              length of the lists that are compared

INPUT may be of these kinds, whatever its name says: ${TABLE_EXTENSIONS.join(' ')}

Progress goes to standard error, results to standard output. Exit status: 0 done, 1 something you can act on,
2 the command was not understood, 3 a defect of Tessera.`;

export const help: CommandHandler = async (_command, output) => output.result(TEXT);

export const version: CommandHandler = async (command, output) =>
  output.result(
    command.options.json
      ? JSON.stringify({ app: { name: 'Tessera', version: APP_VERSION } })
      : `Tessera ${APP_VERSION}`,
  );
