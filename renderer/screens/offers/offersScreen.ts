import LocalOfferOutlined from '@mui/icons-material/LocalOfferOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const offersScreen = defineScreen({
  id: 'screen.offers',
  title: 'Offers',
  about: 'Which product each customer may want next, why, and how far that can be trusted',
  icon: LocalOfferOutlined,
  path: '/offers',
  needs: 'data',
  marks: project => (project.offers === 'ready' ? 'done' : project.offers === 'stale' ? 'stale' : 'open'),
  load: () => import('./Screen.tsx'),
});
