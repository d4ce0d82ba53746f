import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const settingsScreen = defineScreen({
  id: 'screen.settings',
  title: 'Settings',
  about: 'Theme, seed, missing words, privacy and licences',
  icon: SettingsOutlined,
  path: '/settings',
  needs: 'nothing',
  load: () => import('./Screen.tsx'),
});
