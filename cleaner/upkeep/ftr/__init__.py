"""FiveFilters' site configs (``example.com.txt``) to site files of this rulebook: nothing left out in silence."""
