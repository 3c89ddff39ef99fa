#pragma once
#include "history/merge.hpp"
#include "store/database.hpp"

namespace demur::command_line {

/// Says what a history from another computer would do to this one, in which nothing has been changed yet.
void say_preview(store::Database& database, const history::Preview& preview);

}  // namespace demur::command_line
