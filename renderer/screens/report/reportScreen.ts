import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const reportScreen = defineScreen({
  id: 'screen.report',
  title: 'Report',
  about: 'Export as PDF, web page, Excel workbook or CSV',
  icon: DescriptionOutlined,
  path: '/report',
  needs: 'segments',
  load: () => import('./Screen.tsx'),
});
