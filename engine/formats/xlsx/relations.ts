import { posix } from 'node:path';
import { XLSX_LIMITS } from './limits.ts';
import { inPart } from './problems.ts';
import { decodeXml } from './xmlBytes.ts';
import { xmlTags, type XmlTag } from './xmlTags.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';
import { unpackWhole } from './zipEntry.ts';

export interface Relationship {
  readonly type: string;
  /** In lower case, from the root of the package. */
  readonly part: string;
}

/** The parts that a part refers to, by id. */
export async function readRelations(zip: Zip, name: string): Promise<Map<string, Relationship>> {
  const relations = new Map<string, Relationship>();
  const entry = zip.entries.get(name.toLowerCase());
  if (!entry) return relations;
  const base = posix.dirname(posix.dirname(entry.name));
  for (const tag of await partTags(zip, entry)) {
    const target = tag.attribute('Target');
    if (tag.name !== 'Relationship' || !target || tag.attribute('TargetMode') === 'External') continue;
    relations.set(tag.attribute('Id') ?? `#${relations.size}`, {
      type: tag.attribute('Type') ?? '',
      part: resolvePart(base, target),
    });
  }
  return relations;
}

export function relationsPart(part: string): string {
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
}

/** Only ever compared with names in the directory, so a path that climbs out finds nothing. */
function resolvePart(base: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  return posix
    .join(path.startsWith('/') ? '' : base, path)
    .replace(/^\/+/, '')
    .toLowerCase();
}

/** The part related by a type whose name ends so, or the one of this name beside the workbook part. */
export function relatedEntry(
  zip: Zip,
  relations: ReadonlyMap<string, Relationship>,
  workbook: string,
  type: string,
  name: string,
): ZipEntry | null {
  const relation = [...relations.values()].find(candidate => candidate.type.endsWith(type));
  const beside = posix.join(posix.dirname(workbook), name).toLowerCase();
  return zip.entries.get(relation ? relation.part : beside) ?? zip.entries.get(beside) ?? null;
}

export async function partTags(zip: Zip, entry: ZipEntry): Promise<Iterable<XmlTag>> {
  const bytes = await unpackWhole(zip, entry, XLSX_LIMITS.smallPartBytes);
  return checkedTags(zip.name, entry.name, bytes);
}

function* checkedTags(name: string, part: string, bytes: Uint8Array): Generator<XmlTag> {
  try {
    yield* xmlTags(decodeXml(bytes));
  } catch (error) {
    throw inPart(name, part, error);
  }
}
