import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { formatFixed, formatNumber } from '#shared/format';
import type { TierDriver, TierRule } from '#shared/recipe';
import { NumberField } from '../../components/NumberField.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';

/**
 * What counts towards the score, how a value becomes points, and how much it weighs.
 * @param props.onChange with the field whose number was changed, where one was
 */
export function DriverTable({ rule, onChange }: { rule: TierRule; onChange(rule: TierRule, field?: string): void }) {
  const set = (index: number, part: Partial<TierDriver>, field?: string) =>
    onChange(
      { ...rule, drivers: rule.drivers.map((driver, i) => (i === index ? { ...driver, ...part } : driver)) },
      field,
    );
  const remove = (index: number) => onChange({ ...rule, drivers: rule.drivers.filter((_, i) => i !== index) });
  const total = rule.drivers.reduce((sum, driver) => sum + driver.weight, 0);
  if (rule.drivers.length === 0) return <p>The rule has no drivers, so no tier is given. Add one to give tiers.</p>;
  return (
    <TableScroll label="Drivers of the risk score">
      <table className="table ruleTable">
        <thead>
          <tr>
            <th scope="col">Driver</th>
            <th scope="col">Column</th>
            <th scope="col">How a value becomes points</th>
            <th scope="col">Full points at</th>
            <th scope="col">Low is risky</th>
            <th scope="col">Weight</th>
            <th scope="col" className="number">
              Of 100
            </th>
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
                    onChange={full => set(index, { full }, `full ${driver.id}`)}
                  />
                ) : (
                  <span className="muted">–</span>
                )}
              </td>
              <td>
                <Checkbox
                  size="small"
                  checked={driver.lowIsRisky === true}
                  onChange={event => set(index, { lowIsRisky: event.target.checked || undefined })}
                  slotProps={{ input: { 'aria-label': `A low value of ${driver.title} is risky` } }}
                />
              </td>
              <td>
                <NumberField
                  label={`Weight of ${driver.title}`}
                  width={80}
                  min={0}
                  max={100}
                  value={driver.weight}
                  onChange={weight => set(index, { weight }, `weight ${driver.id}`)}
                />
              </td>
              <td className="number">{total > 0 ? formatFixed((100 * driver.weight) / total, 1) : '–'}</td>
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
  if (driver.lowIsRisky) return lowWords(driver);
  if (driver.measure === 'flag') return 'all points when yes';
  if (driver.measure === 'rank') return 'the share of customers with a lower value';
  if (driver.measure === 'count') return `in proportion, up to ${formatNumber(driver.full)}`;
  return `none up to 1 times, all from ${formatNumber(driver.full)} times`;
}

function lowWords(driver: TierDriver): string {
  if (driver.measure === 'flag') return 'all points when no';
  if (driver.measure === 'rank') return 'the share of customers with as high a value or a higher one';
  if (driver.measure === 'count') return `all points at 0, none from ${formatNumber(driver.full)}`;
  return `none from 1 times, all when ${driver.against} is ${formatNumber(driver.full)} times it`;
}
