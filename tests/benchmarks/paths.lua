-- For wrk: random paths of a file. Arguments: the file, the method, the body.
local requests = {}

function init(args)
  math.randomseed(7)
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format(args[2], path, nil, args[3])
  end
end

function request()
  return requests[math.random(#requests)]
end
