import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import { defineScreen } from '../../app/defineScreen.ts';

export const reportScreen = defineScreen({
  id: 'screen.report',
  title: 'Report',
  about: 'The PDF, web page, workbook and table to file',
  icon: DescriptionOutlined,
  path: '/report',
  needs: 'segments',
  load: () => import('./Screen.tsx'),
});
