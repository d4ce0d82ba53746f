import { useState } from 'react';
import { Answered } from '../../components/Answered.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { ViewProps } from './Findings.tsx';
import { ProfileChart, type ProfileForm } from './ProfileChart.tsx';
import { ProfileMatrix } from './ProfileMatrix.tsx';
import { separatingTraits } from './traits.ts';

const FORMS: readonly { value: ProfileForm | 'table'; label: string }[] = [
  { value: 'heat', label: 'Heat map' },
  { value: 'parallel', label: 'Lines' },
  { value: 'radar', label: 'Radar' },
  { value: 'table', label: 'Full table' },
];

/** What the segments are like beside the whole book: as a heat map, as lines, as a radar of a few, or as the full table. */
export function Profiles(props: ViewProps) {
  const [form, setForm] = useState<ProfileForm | 'table'>('heat');
  const profile = useQuery('segment.profile', {});
  return (
    <>
      <FormChoice label="Form of the profile" value={form} choices={FORMS} onChange={setForm} />
      {form === 'table' ? (
        <ProfileMatrix {...props} />
      ) : (
        <Answered query={profile} what="Comparing with the whole book">
          {data =>
            data.rows.length === 0 ? (
              <p className="muted">No column to compare the segments by.</p>
            ) : (
              <ProfileChart
                key={form}
                form={form}
                profile={data}
                traits={separatingTraits(data, props.segmentation)}
                {...props}
              />
            )
          }
        </Answered>
      )}
    </>
  );
}
