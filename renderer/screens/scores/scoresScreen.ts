import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const scoresScreen = defineScreen({
  id: 'screen.scores',
  title: 'Scores',
  about: 'How probable it is that a customer leaves, does not repay or responds, and how far that can be trusted',
  icon: QueryStatsOutlined,
  path: '/scores',
  needs: 'data',
  marks: project => (project.scores === 'ready' ? 'done' : project.scores === 'stale' ? 'stale' : 'open'),
  load: () => import('./Screen.tsx'),
});
