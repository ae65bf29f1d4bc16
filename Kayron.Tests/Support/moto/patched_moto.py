"""moto as an independent AWS to test against, with those gaps closed that stand between it and a whole reconcile.

    python3 patched_moto.py [-p PORT] [--until-stdin-closes]

Prints its port (0, the default, takes a free one). Ends with 3 and a reason where the moto it was written for is not installed.
What it adds is ours, not AWS's word: which resources a parameter touches, `Replacement`, and roll-outs that complete at once.
"""
import argparse
import os
import re
import sys
import threading

WRITTEN_FOR = "5.2.1"

try:
    import moto
except ImportError:
    print("moto is not installed", file=sys.stderr)
    sys.exit(3)

if moto.__version__ != WRITTEN_FOR:
    print(f"moto {WRITTEN_FOR} is needed, {moto.__version__} is installed", file=sys.stderr)
    sys.exit(3)

os.environ.setdefault("MOTO_ECS_SERVICE_RUNNING", "1")

import moto.cloudformation.models as cloudformation
import moto.cloudformation.parsing as parsing
import moto.ecs.models as ecs
from moto.core.utils import utcnow


def keep_original(owner, name):
    """The function under a name, past its classmethod wrapper."""
    found = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
    return getattr(found, "__func__", found)


# Fn::Sub refers to parameters and resources as Ref does.
find_references = parsing.get_references_from_template


def references_with_substitutions(template):
    found = find_references(template)

    def visit(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "Fn::Sub":
                    found.extend(re.findall(r"\$\{([A-Za-z0-9]+)", value if isinstance(value, str) else value[0]))
                visit(value)
        elif isinstance(node, list):
            for item in node:
                visit(item)

    visit(template)
    return found


parsing.get_references_from_template = references_with_substitutions

# A resource that refers to a modified one is modified too.
diff_resources = parsing.ResourceMap.build_resource_diff


def diff_with_dependents(self, other_template, parameters=None):
    actions = diff_resources(self, other_template, parameters)
    resources, modified = other_template["Resources"], actions["Modify"]
    while dependents := [
        name for name, resource in resources.items()
        if name in self._resource_json_map and name not in modified and set(references_with_substitutions(resource)) & set(modified)
    ]:
        modified.extend(dependents)
    return actions


parsing.ResourceMap.build_resource_diff = diff_with_dependents


# Change sets see parameters, and say what is replaced.
def change_set_diff(self):
    changes = []
    for action, names in self.stack.resource_map.build_resource_diff(self.template_dict, self.parameters).items():
        for name in names:
            resource = self.template_dict["Resources"].get(name) or self.stack.resource_map._resource_json_map[name]
            change = cloudformation.Change(action=action, logical_resource_id=name, resource_type=resource["Type"])
            if action == "Modify":
                change.replacement = "True" if resource["Type"] == "AWS::ECS::TaskDefinition" else "False"
            changes.append(change)
    return changes


cloudformation.ChangeSet.diff = change_set_diff

# An update of a task definition keeps the names of its fields as ECS has them.
update_task_definition = keep_original(ecs.TaskDefinition, "update_from_cloudformation_json")


def task_definition_update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    properties = dict(cloudformation_json["Properties"])
    properties["ContainerDefinitions"] = ecs.remap_nested_keys(properties["ContainerDefinitions"], ecs.pascal_to_camelcase)
    renamed = {**cloudformation_json, "Properties": properties}
    return update_task_definition(cls, original_resource, new_resource_name, renamed, account_id, region_name)


ecs.TaskDefinition.update_from_cloudformation_json = classmethod(task_definition_update)


# Services made by CloudFormation keep their tags.
def tagged(make):
    def make_tagged(cls, *args, **kwargs):
        service = make(cls, *args, **kwargs)
        source = kwargs.get("cloudformation_json") or next(arg for arg in args if isinstance(arg, dict))
        service.tags = [{"key": tag["Key"], "value": tag["Value"]} for tag in source["Properties"].get("Tags", [])]
        return service

    return classmethod(make_tagged)


ecs.Service.create_from_cloudformation_json = tagged(keep_original(ecs.Service, "create_from_cloudformation_json"))
ecs.Service.update_from_cloudformation_json = tagged(keep_original(ecs.Service, "update_from_cloudformation_json"))

# Another task definition is another deployment.
update_service = ecs.EC2ContainerServiceBackend.update_service


def update_with_deployment(self, service_properties):
    service = update_service(self, dict(service_properties))
    if service.deployments and service.deployments[0]["taskDefinition"] != service.task_definition:
        previous = service.deployments[0]
        service.deployments[:] = [{
            **previous, "id": previous["id"] + "0", "taskDefinition": service.task_definition, "createdAt": utcnow(), "updatedAt": utcnow(),
            "runningCount": service.running_count, "pendingCount": 0, "rolloutState": "COMPLETED", "status": "PRIMARY",
        }]
    return service


ecs.EC2ContainerServiceBackend.update_service = update_with_deployment


def main():
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    arguments = argparse.ArgumentParser()
    arguments.add_argument("-H", "--host", default="127.0.0.1")
    arguments.add_argument("-p", "--port", type=int, default=0)
    arguments.add_argument("--until-stdin-closes", action="store_true", help="end with the process that started this one")
    options = arguments.parse_args()
    server = make_server(options.host, options.port, DomainDispatcherApplication(create_backend_app), threaded=True)
    if options.until_stdin_closes:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(server.server_port, flush=True)
    server.serve_forever()


main()
