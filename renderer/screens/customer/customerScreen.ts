import PersonSearchOutlined from '@mui/icons-material/PersonSearchOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const customerScreen = defineScreen({
  id: 'screen.customer',
  title: 'Customer',
  about: 'Look one customer up, or ask which segment a customer would be in',
  icon: PersonSearchOutlined,
  path: '/customer',
  needs: 'segments',
  load: () => import('./Screen.tsx'),
});
