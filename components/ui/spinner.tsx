export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-3.5 flex-none animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
