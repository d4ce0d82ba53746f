import { createTheme, type Theme } from '@mui/material/styles';
import { FONT, TOKENS, type Mode, type Tokens } from './tokens.ts';

/** The Material UI theme of one mode: dense, flat, one level of shadow for what floats. */
export function buildTheme(mode: Mode): Theme {
  const t = TOKENS[mode];
  const floating = mode === 'light' ? '0 4px 16px rgb(22 33 43 / 18%)' : '0 4px 16px rgb(0 0 0 / 60%)';
  return createTheme({
    palette: {
      mode,
      primary: { main: t.accent, contrastText: mode === 'light' ? '#FFFFFF' : '#0B1014' },
      error: { main: t.high },
      warning: { main: t.medium },
      success: { main: t.low },
      text: { primary: t.ink, secondary: t.muted },
      background: { default: t.canvas, paper: t.paper },
      divider: t.line,
    },
    shape: { borderRadius: 4 },
    spacing: 4,
    shadows: Array.from({ length: 25 }, (_, level) => (level === 0 ? 'none' : floating)) as unknown as Theme['shadows'],
    typography: {
      fontFamily: FONT,
      fontSize: 13,
      fontWeightMedium: 600,
      fontWeightBold: 600,
      body1: { fontSize: 13 },
      body2: { fontSize: 12 },
      button: { textTransform: 'none', fontWeight: 600, fontSize: 13 },
    },
    components: componentDefaults(t),
  });
}

function componentDefaults(t: Tokens): Theme['components'] {
  return {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiButton: {
      defaultProps: { size: 'small', disableElevation: true },
      styleOverrides: { root: { minHeight: 28 } },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: { root: { borderRadius: 4, minWidth: 28, minHeight: 28 } },
    },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiFormControl: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiOutlinedInput: {
      styleOverrides: { input: { paddingTop: 5, paddingBottom: 5, fontSize: 13, height: 'auto', minHeight: 18 } },
    },
    MuiMenuItem: { styleOverrides: { root: { fontSize: 13, minHeight: 28 } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 400, describeChild: true, slotProps: { transition: { timeout: 0 } } },
      styleOverrides: {
        tooltip: {
          fontSize: 12,
          fontWeight: 400,
          maxWidth: 360,
          lineHeight: 1.45,
          backgroundColor: t.ink,
          color: t.paper,
        },
      },
    },
    MuiTab: { styleOverrides: { root: { minHeight: 32, padding: '4px 12px', minWidth: 0, textTransform: 'none' } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 32 }, indicator: { transition: 'none' } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: { defaultProps: { transitionDuration: 0 } },
    MuiToggleButton: {
      styleOverrides: {
        root: { color: t.muted, fontWeight: 400, '&.Mui-selected': { color: t.ink, fontWeight: 600 } },
      },
    },
    MuiSwitch: { defaultProps: { size: 'small' } },
    MuiCheckbox: { defaultProps: { size: 'small' } },
    MuiRadio: { defaultProps: { size: 'small' } },
  };
}
