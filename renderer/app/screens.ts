/** Every screen, in the order of the work. A new screen is one folder and one line here. */
import { customerScreen } from '../screens/customer/customerScreen.ts';
import { dataScreen } from '../screens/data/dataScreen.ts';
import { homeScreen } from '../screens/home/homeScreen.ts';
import { modelsScreen } from '../screens/models/modelsScreen.ts';
import { monitorScreen } from '../screens/monitor/monitorScreen.ts';
import { offersScreen } from '../screens/offers/offersScreen.ts';
import { prepareScreen } from '../screens/prepare/prepareScreen.ts';
import { reportScreen } from '../screens/report/reportScreen.ts';
import { scoresScreen } from '../screens/scores/scoresScreen.ts';
import { segmentsScreen } from '../screens/segments/segmentsScreen.ts';
import { settingsScreen } from '../screens/settings/settingsScreen.ts';

export const SCREENS = [
  homeScreen,
  dataScreen,
  prepareScreen,
  segmentsScreen,
  scoresScreen,
  offersScreen,
  customerScreen,
  monitorScreen,
  reportScreen,
  modelsScreen,
  settingsScreen,
] as const;
