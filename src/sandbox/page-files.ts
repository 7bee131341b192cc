import express, { type Response, Router } from 'express';

/** Folders of the page: `index.html` as it lies in the source, `main.js` and `main.css` as the build made them. */
export interface PageFolders {
  readonly index: string;
  readonly bundle: string;
}

/** The page at `/`, its bundle at `/sandbox/page/`. No other site may put the page into a frame. */
export function createPageFiles(folders: PageFolders): Router {
  const headers = (response: Response) => {
    response.set({
      'Cache-Control': 'no-cache',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy': "frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
  };
  const router = Router();
  router.get('/', (_request, response) => {
    headers(response);
    response.sendFile('index.html', { root: folders.index, cacheControl: false });
  });
  router.use(
    '/sandbox/page',
    express.static(folders.bundle, { index: false, cacheControl: false, setHeaders: headers }),
  );
  return router;
}
