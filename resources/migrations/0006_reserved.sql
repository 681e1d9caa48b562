-- Number kept free for the step that comes before outcomes; replaced by it.
SELECT 1;
