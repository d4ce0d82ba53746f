import TableChartOutlined from '@mui/icons-material/TableChartOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

/** Shown between choosing a file and importing it; not in the rail. */
export const previewScreen = defineScreen({
  id: 'screen.preview',
  title: 'Preview',
  about: 'How a file would be read, before it is imported',
  icon: TableChartOutlined,
  path: '/preview',
  needs: 'nothing',
  load: () => import('./Screen.tsx'),
});
