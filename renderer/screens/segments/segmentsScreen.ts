import GridViewOutlined from '@mui/icons-material/GridViewOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const segmentsScreen = defineScreen({
  id: 'screen.segments',
  title: 'Segments',
  about: 'Groups of customers, why they are what they are, and their risk tiers',
  icon: GridViewOutlined,
  path: '/segments',
  needs: 'data',
  marks: project => (project.segments === 'ready' ? 'done' : project.segments === 'stale' ? 'stale' : 'open'),
  load: () => import('./Screen.tsx'),
});
