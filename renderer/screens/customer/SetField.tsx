import type { CellValue } from '#shared/columns';

/** Several values at once, each a box to tick. */
export function SetField({
  id,
  levels,
  value,
  onChange,
}: {
  id: string;
  levels: readonly string[];
  value: CellValue;
  onChange(value: CellValue): void;
}) {
  const chosen = new Set(
    typeof value === 'string'
      ? value
          .split(';')
          .map(part => part.trim())
          .filter(Boolean)
      : [],
  );
  const toggle = (level: string) => {
    const next = new Set(chosen);
    if (!next.delete(level)) next.add(level);
    onChange(next.size === 0 ? null : levels.filter(other => next.has(other)).join('; '));
  };
  return (
    <div className="setField" role="group" id={id} tabIndex={-1}>
      {levels.map(level => (
        <label key={level}>
          <input type="checkbox" checked={chosen.has(level)} onChange={() => toggle(level)} /> {level}
        </label>
      ))}
    </div>
  );
}
