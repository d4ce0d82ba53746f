import TableChartOutlined from '@mui/icons-material/TableChartOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const dataScreen = defineScreen({
  id: 'screen.data',
  title: 'Data',
  about: 'What was done to your file, its columns and its customers',
  icon: TableChartOutlined,
  path: '/data',
  needs: 'data',
  marks: () => 'done',
  load: () => import('./Screen.tsx'),
});
