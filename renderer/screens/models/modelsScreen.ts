import InventoryOutlined from '@mui/icons-material/Inventory2Outlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const modelsScreen = defineScreen({
  id: 'screen.models',
  title: 'Models',
  about: 'Every model of the projects and model files on this computer: status, owner, sign-off',
  icon: InventoryOutlined,
  path: '/models',
  needs: 'nothing',
  load: () => import('./Screen.tsx'),
});
