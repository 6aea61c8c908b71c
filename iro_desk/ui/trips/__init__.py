"""The planner's pages: trips on the map and beside it, each choice with its reasons, each refusal with its price."""
