import { APP_VERSION } from '#engine/version';
import { TABLE_EXTENSIONS } from '#shared/tableFormats';
import type { CommandHandler } from './registry.ts';

const TEXT = `Tessera ${APP_VERSION}: customer risk, segmentation, churn and default, on this machine alone.

  tessera run INPUT [--recipe FILE] [--out DIR] [--formats html,pdf,xlsx,csv] [--paper A4|Letter] [--seed N]
                    [--threads N] [--project FILE] [--model FILE.tsm [--owner NAME] [--sign KEY]] [READING]
                    [--target COLUMN] [--event VALUE] [--rfm] [--with FILE]... [--json]
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
  tessera model MODEL.tsm [--trust KEY] [--json]
      What a model file is: its card, what it asks of a customer, its hash and who signed it.
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
