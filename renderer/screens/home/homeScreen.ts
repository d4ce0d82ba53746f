import HomeOutlined from '@mui/icons-material/HomeOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const homeScreen = defineScreen({
  id: 'screen.home',
  title: 'Home',
  about: 'Open a file, the sample or a project',
  icon: HomeOutlined,
  path: '/',
  needs: 'nothing',
  load: () => import('./Screen.tsx'),
});
