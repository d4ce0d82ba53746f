import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { formatNumber } from '#shared/format';
import type { TierDriver, TierRule } from '#shared/recipe';
import { NumberField } from '../../components/NumberField.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';

/** What counts towards the score, how a value becomes points, and how much it weighs. */
export function DriverTable({ rule, onChange }: { rule: TierRule; onChange(rule: TierRule): void }) {
  const set = (index: number, part: Partial<TierDriver>) =>
    onChange({ ...rule, drivers: rule.drivers.map((driver, i) => (i === index ? { ...driver, ...part } : driver)) });
  const remove = (index: number) => onChange({ ...rule, drivers: rule.drivers.filter((_, i) => i !== index) });
  if (rule.drivers.length === 0)
    return <p>No column of this file was recognised as a risk driver, so no tier is given.</p>;
  return (
    <TableScroll label="Drivers of the risk score">
      <table className="table ruleTable">
        <thead>
          <tr>
            <th scope="col">Driver</th>
            <th scope="col">Column</th>
            <th scope="col">How a value becomes points</th>
            <th scope="col">Full points at</th>
            <th scope="col">Weight</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rule.drivers.map((driver, index) => (
            <tr key={driver.id}>
              <th scope="row">{driver.title}</th>
              <td>
                {driver.column}
                {driver.against && ` over ${driver.against}`}
              </td>
              <td className="muted">{measureWords(driver)}</td>
              <td>
                {driver.measure === 'ratio' || driver.measure === 'count' ? (
                  <NumberField
                    label={`Full points of ${driver.title}`}
                    width={100}
                    min={0.001}
                    max={1e12}
                    value={driver.full}
                    onChange={full => set(index, { full })}
                  />
                ) : (
                  <span className="muted">–</span>
                )}
              </td>
              <td>
                <NumberField
                  label={`Weight of ${driver.title}`}
                  width={80}
                  min={0}
                  max={100}
                  value={driver.weight}
                  onChange={weight => set(index, { weight })}
                />
              </td>
              <td>
                <Tooltip title="Leave this driver out">
                  <IconButton aria-label={`Leave out ${driver.title}`} onClick={() => remove(index)}>
                    <DeleteOutlined fontSize="small" />
                  </IconButton>
                </Tooltip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function measureWords(driver: TierDriver): string {
  if (driver.measure === 'flag') return 'all points when yes';
  if (driver.measure === 'rank') return 'the share of customers with a lower value';
  if (driver.measure === 'count') return `in proportion, up to ${formatNumber(driver.full)}`;
  return `none up to 1 times, all from ${formatNumber(driver.full)} times`;
}
