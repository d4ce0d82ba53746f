import { useEffect, useState } from 'react';

/** Whether the window is narrower than `widthPx`. */
export function useIsNarrow(widthPx: number): boolean {
  const [isNarrow, setNarrow] = useState(() => window.innerWidth < widthPx);
  useEffect(() => {
    const onResize = () => setNarrow(window.innerWidth < widthPx);
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, [widthPx]);
  return isNarrow;
}
