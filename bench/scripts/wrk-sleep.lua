-- A second of rest before each request.
function delay()
  return 1000
end
