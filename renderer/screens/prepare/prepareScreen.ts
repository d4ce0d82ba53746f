import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const prepareScreen = defineScreen({
  id: 'screen.prepare',
  title: 'Prepare',
  about: 'How columns become numbers that can be compared',
  icon: TuneOutlined,
  path: '/prepare',
  needs: 'data',
  load: () => import('./Screen.tsx'),
});
