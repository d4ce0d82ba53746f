import { useCallback } from 'react';
import Button from '@mui/material/Button';
import { Cancelled } from '#shared/errors';
import { dendrogramBasis, dendrogramSentence } from '#shared/dendrogram';
import type { Dendrogram as Tree } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { dendrogramFigure, dendrogramTable } from './dendrogramFigure.ts';
import type { PickProps, ViewProps } from './Findings.tsx';
import { segmentFilter } from './pickFilters.ts';

/** Which customers are alike, step by step: Ward's tree with the segments in their colours. */
export function Dendrogram({ segmentation, onPick }: ViewProps) {
  const tree = useQuery('segment.dendrogram', {});
  const job = useJob('segment.dendrogram');
  const isFirst = tree.data === undefined;
  if (isFirst && job.isWorking) return <Working title="Drawing the tree" job={job.job!} onCancel={job.cancel} />;
  if (isFirst && tree.error instanceof Cancelled)
    return (
      <Empty title="The tree was stopped">
        <p>The tree joins the most alike customers step by step; with many customers that takes some seconds.</p>
        <Button variant="outlined" onClick={tree.askAgain}>
          Draw the tree
        </Button>
      </Empty>
    );
  return (
    <Answered query={tree} what="Drawing the tree">
      {data => <TreeChart tree={data} segmentation={segmentation} onPick={onPick} />}
    </Answered>
  );
}

function TreeChart({ tree, segmentation, onPick }: PickProps & { tree: Tree }) {
  const draw = useCallback((tokens: Tokens) => dendrogramFigure(tree, segmentation, tokens), [tree, segmentation]);
  const pick = (id: unknown) => {
    if (typeof id === 'number' && id > 0) onPick([segmentFilter(segmentation, id)]);
  };
  return (
    <Chart
      title={dendrogramSentence(tree)}
      detail={dendrogramBasis(tree)}
      fileName="tree of customers"
      segments={segmentation.segments}
      height={520}
      table={dendrogramTable(tree, segmentation)}
      draw={draw}
      onPick={point => pick(point.customdata)}
      legend={<SegmentLegend segments={segmentation.segments} onPick={pick} />}
    />
  );
}
