import MonitorHeartOutlined from '@mui/icons-material/MonitorHeartOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const monitorScreen = defineScreen({
  id: 'screen.monitor',
  title: 'Monitor',
  about: 'What has changed in later files since segments and scores were made, and whether they are still good',
  icon: MonitorHeartOutlined,
  path: '/monitor',
  needs: 'data',
  load: () => import('./Screen.tsx'),
});
