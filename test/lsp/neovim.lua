-- What a person does in Neovim: opens a file, waits for the findings, and has one repaired.
-- Writes what came of it, as JSON, to the file that ORMLINT_RESULT names.

local patience = 60000

local told = {}
vim.notify = function(message)
  table.insert(told, message)
end

local function wait_until(what, predicate)
  if not vim.wait(patience, predicate, 20) then
    error("waited in vain until " .. what .. "; Neovim told: " .. vim.inspect(told))
  end
end

local function findings(rule)
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.code == rule
  end, vim.diagnostic.get(0))
end

local function session(result)
  local code
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.ORMLINT_FILE))
  vim.bo.filetype = "typescript"
  local start = vim.lsp.start or vim.lsp.start_client
  local id = start({
    name = "ormlint",
    cmd = { vim.env.ORMLINT_NODE, vim.env.ORMLINT_CLI, "lsp", "--stdio" },
    root_dir = vim.env.ORMLINT_ROOT,
    on_exit = function(status)
      code = status
    end,
  })
  vim.lsp.buf_attach_client(0, id)

  local rule = "no-string-built-sql"
  wait_until("there is a finding", function()
    return #findings(rule) > 0
  end)
  local finding = findings(rule)[1]
  result.message = finding.message
  result.source = finding.source
  result.before = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, true)[1]

  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  vim.ui.select = function(items, options, choose)
    result.titles = vim.tbl_map(options.format_item, items)
    for index, item in ipairs(items) do
      if vim.startswith(options.format_item(item), "Pass as a parameter") then
        return choose(item, index)
      end
    end
    error("no fix among " .. vim.inspect(result.titles))
  end
  vim.lsp.buf.code_action()
  wait_until("the text is another", function()
    return vim.bo.modified
  end)
  wait_until("the finding is gone", function()
    return #findings(rule) == 0
  end)
  result.after = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, true)[1]

  vim.lsp.get_client_by_id(id).stop()
  wait_until("the server has ended", function()
    return code ~= nil
  end)
  result.code = code
end

local result = {}
local ok, problem = xpcall(session, debug.traceback, result)
if not ok then
  result.problem = problem
end
vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.ORMLINT_RESULT)
vim.cmd(ok and "qall!" or "cquit!")
